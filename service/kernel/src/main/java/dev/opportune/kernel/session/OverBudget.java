package dev.opportune.kernel.session;

import dev.opportune.kernel.store.Why;
import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;

/** A rule wants more than its allowance. */
final class OverBudget extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final transient SortedSet<String> rules;
    private final Why why;

    /** @param rules those that the condition belongs to; empty where only the engine knows */
    OverBudget(Why why, SortedSet<String> rules, String message) {
        super(why.word() + ": " + message);
        this.why = why;
        this.rules = Collections.unmodifiableSortedSet(new TreeSet<>(rules));
    }

    Why why() {
        return why;
    }

    SortedSet<String> rules() {
        return rules;
    }
}
