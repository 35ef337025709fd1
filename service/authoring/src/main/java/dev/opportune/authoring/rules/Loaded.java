package dev.opportune.authoring.rules;

import dev.opportune.authoring.Problem;
import dev.opportune.authoring.Severity;
import dev.opportune.kernel.session.Ruleset;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/**
 * What became of a folder of rules.
 *
 * @param revision the name of this state of the files, whether they can be used or not
 * @param ruleset empty if one of the problems is an error
 * @param files the contents by path inside the folder; not to be changed
 * @param ruleNames the names of all rules that could be parsed, by the path of their file
 */
public record Loaded(
        String revision,
        Optional<Ruleset> ruleset,
        List<Problem> problems,
        SortedMap<String, byte[]> files,
        SortedMap<String, List<String>> ruleNames) {
    /** Whether something makes it unusable. */
    public boolean isBroken() {
        return problems.stream().anyMatch(problem -> problem.severity() == Severity.ERROR);
    }

    /** The same, with what would be a warning counted as an error. */
    public Loaded strict() {
        List<Problem> errors = problems.stream()
                .map(problem -> new Problem(
                        Severity.ERROR,
                        problem.code(),
                        problem.place(),
                        problem.rule(),
                        problem.message(),
                        problem.hint()))
                .sorted()
                .toList();
        return new Loaded(revision, errors.isEmpty() ? ruleset : Optional.empty(), errors, files, ruleNames);
    }
}
