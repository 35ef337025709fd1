package dev.opportune.kernel.timeline;

import java.util.Collections;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What a profile agreed to, by purpose.
 *
 * @param granted purposes agreed to
 * @param withdrawn purposes refused
 * @param listed whether a complete list was ever given, so that whatever is not granted is refused
 */
public record Consents(SortedSet<String> granted, SortedSet<String> withdrawn, boolean listed) {
    /** What is known of one purpose. */
    public enum Status {
        GRANTED,
        WITHDRAWN,
        UNKNOWN
    }

    public static final Consents UNKNOWN =
            new Consents(Collections.emptySortedSet(), Collections.emptySortedSet(), false);

    public Consents {
        granted = Collections.unmodifiableSortedSet(new TreeSet<>(granted));
        withdrawn = Collections.unmodifiableSortedSet(new TreeSet<>(withdrawn));
    }

    public Status of(String purpose) {
        if (granted.contains(purpose)) {
            return Status.GRANTED;
        }
        return listed || withdrawn.contains(purpose) ? Status.WITHDRAWN : Status.UNKNOWN;
    }

    /** A complete list: these and no others. */
    static Consents exactly(SortedSet<String> purposes) {
        return new Consents(purposes, Collections.emptySortedSet(), true);
    }

    Consents with(Map<String, Boolean> preferences) {
        if (preferences.isEmpty()) {
            return this;
        }
        TreeSet<String> in = new TreeSet<>(granted);
        TreeSet<String> out = new TreeSet<>(withdrawn);
        preferences.forEach((purpose, agreed) -> {
            (agreed ? in : out).add(purpose);
            (agreed ? out : in).remove(purpose);
        });
        return new Consents(in, out, listed);
    }
}
