package dev.opportune.authoring.rules;

import dev.opportune.authoring.Suggestion;
import dev.opportune.authoring.drl.Condition;
import dev.opportune.authoring.drl.Condition.Compared;
import dev.opportune.authoring.drl.DrlFile;
import dev.opportune.facts.Candidate;
import dev.opportune.facts.Sent;
import dev.opportune.facts.Variant;
import dev.opportune.kernel.policy.Experiment;
import dev.opportune.kernel.policy.Flow;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.drools.drl.ast.descr.RuleDescr;

/** Checks that conditions name messages that some rule proposes, and experiments and variants that some flow has. */
final class NamesStage implements Stage {
    @Override
    public void apply(Draft draft) {
        Optional<SortedSet<String>> messages = messages(draft);
        Optional<Map<String, Set<String>>> experiments = experiments(draft);
        for (DrlFile file : draft.drlFiles()) {
            for (RuleDescr rule : file.rules()) {
                for (Condition condition : Condition.of(file, rule)) {
                    Class<?> type = condition.type().orElse(null);
                    if (type == Sent.class || type == Candidate.class) {
                        messages.ifPresent(known -> condition
                                .texts("message")
                                .forEach(name -> unknown(draft, rule, name, "message", known)));
                    } else if (type == Variant.class) {
                        experiments.ifPresent(known -> variant(draft, rule, condition, known));
                    }
                }
            }
        }
    }

    /** What rules propose; empty where that cannot be told, as some text is not understood or is put together. */
    private static Optional<SortedSet<String>> messages(Draft draft) {
        boolean whole = draft.folder().files().keySet().stream()
                .noneMatch(path -> path.endsWith(".drl")
                        && draft.drlFiles().stream()
                                .noneMatch(file -> file.path().equals(path)
                                        && file.brokenLines().isEmpty()));
        return whole ? Mentions.messages(draft.drlFiles()) : Optional.empty();
    }

    /** The variants of each experiment; empty where some flow could not be read. */
    private static Optional<Map<String, Set<String>>> experiments(Draft draft) {
        if (!draft.flows().keySet().containsAll(draft.flowNames())) {
            return Optional.empty();
        }
        Map<String, Set<String>> known = new TreeMap<>();
        for (Flow flow : draft.flows().values()) {
            flow.experiments()
                    .forEach((name, experiment) ->
                            known.put(name, new TreeSet<>(experiment.variants().keySet())));
        }
        known.put(Experiment.HOLDOUT, Set.of(Experiment.HELD_OUT, Experiment.TREATED));
        return Optional.of(known);
    }

    private static void variant(Draft draft, RuleDescr rule, Condition condition, Map<String, Set<String>> known) {
        condition.texts("experiment").forEach(name -> unknown(draft, rule, name, "experiment", known.keySet()));
        condition
                .equalTo("experiment")
                .map(experiment -> known.get(experiment.text()))
                .ifPresent(variants ->
                        condition.texts("name").forEach(name -> unknown(draft, rule, name, "variant", variants)));
    }

    private static void unknown(Draft draft, RuleDescr rule, Compared name, String what, Set<String> known) {
        if (!known.contains(name.text())) {
            draft.error(
                    "unknown_" + what,
                    name.place(),
                    rule,
                    what.equals("message")
                            ? "no rule proposes a message \"" + name.text() + "\""
                            : "there is no " + what + " \"" + name.text() + "\"",
                    Suggestion.hint(name.text(), known));
        }
    }
}
