package dev.opportune.authoring.rules;

import dev.opportune.authoring.Place;
import dev.opportune.authoring.Problem;
import dev.opportune.authoring.Problems;
import dev.opportune.authoring.Severity;
import dev.opportune.authoring.drl.DrlFile;
import dev.opportune.authoring.drl.Source;
import dev.opportune.authoring.folders.RulesFolder;
import dev.opportune.authoring.settings.LintLevel;
import dev.opportune.kernel.policy.Flow;
import dev.opportune.kernel.policy.Policy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.drools.drl.ast.descr.RuleDescr;
import org.jspecify.annotations.Nullable;
import org.kie.api.KieBase;

/** A ruleset while it is being made: what the stages have found out so far. */
final class Draft {
    private final RulesFolder folder;
    private final Problems problems = new Problems();
    private final SortedMap<String, Flow> flows = new TreeMap<>();
    private final Set<String> flowNames = new TreeSet<>();
    private final Map<String, UnaryOperator<Problem>> tellings = new TreeMap<>();
    private final List<Source> sources = new ArrayList<>();
    private final List<DrlFile> drlFiles = new ArrayList<>();
    private final Map<String, LintLevel> lintLevels = new TreeMap<>();
    private final Set<String> refused = new TreeSet<>();
    private @Nullable Policy policy;
    private @Nullable Supplier<KieBase> bases;

    Draft(RulesFolder folder) {
        this.folder = folder;
        problems.addAll(folder.problems());
    }

    RulesFolder folder() {
        return folder;
    }

    Problems problems() {
        return problems;
    }

    /** Says how problems in a file are told to people, once they are all found. */
    void telling(String path, UnaryOperator<Problem> telling) {
        tellings.put(path, telling);
    }

    /** The problems as they are told to people, by place: one for each cause, in however many rules it shows. */
    List<Problem> told() {
        Map<Problem, Set<String>> rules = new TreeMap<>();
        for (Problem problem : problems.all()) {
            rules.computeIfAbsent(problem.in(null), cause -> new TreeSet<>())
                    .add(problem.rule() == null ? "" : problem.rule());
        }
        Problems told = new Problems();
        rules.forEach((problem, names) -> {
            String only = names.size() == 1 ? names.iterator().next() : "";
            Problem one = only.isEmpty() ? problem : problem.in(only);
            told.add(tellings.getOrDefault(problem.place().file(), UnaryOperator.identity())
                    .apply(one));
        });
        return told.all();
    }

    void error(String code, Place place, @Nullable RuleDescr rule, String message, String hint) {
        problems.add(Problem.error(code, place, message, hint).in(rule == null ? null : rule.getName()));
    }

    /** Adds what is wrong with a file as a whole, however many of its rules show it: only the first time. */
    void errorOfFile(String code, Place place, String message, String hint) {
        boolean told = problems.all().stream()
                .anyMatch(problem ->
                        problem.code().equals(code) && problem.place().file().equals(place.file()));
        if (!told) {
            error(code, place, null, message, hint);
        }
    }

    /** Keeps a file from being looked at any further. */
    void refuse(String path) {
        refused.add(path);
    }

    boolean isRefused(String path) {
        return refused.contains(path);
    }

    /** The flows that could be read. */
    SortedMap<String, Flow> flows() {
        return flows;
    }

    /** The names of all flows there are, also of those whose flow.yml is wrong. */
    Set<String> flowNames() {
        return flowNames;
    }

    /** The files of rules that could be read. */
    List<Source> sources() {
        return sources;
    }

    /** The files of rules that could be parsed. */
    List<DrlFile> drlFiles() {
        return drlFiles;
    }

    /** Whether nothing is wrong with a file so far, apart from single rules. */
    boolean isUsable(DrlFile file) {
        return file.brokenLines().isEmpty()
                && problems.all().stream()
                        .filter(problem -> problem.severity() == Severity.ERROR)
                        .noneMatch(problem ->
                                problem.rule() == null && problem.place().file().equals(file.path()));
    }

    /** The rules of a file that nothing is wrong with so far. */
    List<RuleDescr> soundRules(DrlFile file) {
        Set<String> wrong = problems.all().stream()
                .filter(problem -> problem.severity() == Severity.ERROR)
                .filter(problem -> problem.place().file().equals(file.path()))
                .map(problem -> String.valueOf(problem.rule()))
                .collect(Collectors.toSet());
        return file.rules().stream()
                .filter(rule -> !wrong.contains(rule.getName()))
                .toList();
    }

    /** What can be compiled of a file although something else in it is wrong. */
    String soundText(DrlFile file) {
        List<RuleDescr> sound = soundRules(file);
        return file.textWithout(rule -> !sound.contains(rule));
    }

    Optional<Policy> policy() {
        return Optional.ofNullable(policy);
    }

    void policy(Policy read) {
        policy = read;
    }

    /** What policy.yml says becomes of what each lint finds, by its code. */
    Map<String, LintLevel> lintLevels() {
        return lintLevels;
    }

    Optional<Supplier<KieBase>> bases() {
        return Optional.ofNullable(bases);
    }

    void bases(Supplier<KieBase> compiled) {
        bases = compiled;
    }
}
