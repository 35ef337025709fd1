package dev.opportune.kernel.store;

import java.time.Instant;
import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * That a revision went live: an entry of every timeline at its instant.
 *
 * @param by who activated it
 * @param note what was said about it; empty if nothing
 * @param without its rules that are left out for every profile from then on: what runs is the revision minus these
 */
public record Activation(Instant at, String revision, String by, String note, SortedSet<String> without) {
    private static final String SEPARATOR = "\n";

    public Activation {
        without = Collections.unmodifiableSortedSet(new TreeSet<>(without));
    }

    /** Of a whole revision, with nothing to be said about it. */
    public Activation(Instant at, String revision, String by) {
        this(at, revision, by, "", Collections.emptySortedSet());
    }

    /** The name of what runs: the revision, and what is left out of it. Two that run the same have the same name. */
    public String rules() {
        return without.isEmpty() ? revision : revision + SEPARATOR + String.join(SEPARATOR, without);
    }

    /** Whether it is the same revision without more of its rules: not made live anew, but cut down while it was. */
    public boolean cutsDown(Activation earlier) {
        return revision.equals(earlier.revision)
                && without.containsAll(earlier.without)
                && !without.equals(earlier.without);
    }

    /** The revision in a name that {@link #rules} gave. */
    public static String revisionIn(String rules) {
        return rules.split(SEPARATOR, 2)[0];
    }
}
