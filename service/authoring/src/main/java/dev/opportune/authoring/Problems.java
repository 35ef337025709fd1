package dev.opportune.authoring;

import java.util.Collection;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/** Collects problems, so that all of them are told at once. Not safe for use by several threads. */
public final class Problems {
    private final SortedSet<Problem> found = new TreeSet<>();

    public void add(Problem problem) {
        found.add(problem);
    }

    public void addAll(Collection<Problem> problems) {
        found.addAll(problems);
    }

    /** Adds one outside of rules that makes what has it unusable. */
    public void error(String code, Place place, String message, String hint) {
        add(Problem.error(code, place, message, hint));
    }

    /** Those found so far, by place, each once. */
    public List<Problem> all() {
        return List.copyOf(found);
    }

    public boolean isEmpty() {
        return found.isEmpty();
    }

    /** Whether one of them makes what has it unusable. */
    public boolean hasErrors() {
        return found.stream().anyMatch(problem -> problem.severity() == Severity.ERROR);
    }
}
