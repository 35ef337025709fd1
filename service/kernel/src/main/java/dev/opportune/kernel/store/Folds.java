package dev.opportune.kernel.store;

import dev.opportune.kernel.timeline.Traits;
import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What of a timeline must outlive the entries and decisions behind it.
 *
 * @param lastStarts when the last trigger of each subject was opened, for {@code reentry}
 */
public record Folds(Traits traits, SortedMap<Subject, Instant> lastStarts) {
    public static final Folds NONE = new Folds(Traits.NONE, Collections.emptySortedMap());

    public Folds {
        lastStarts = Collections.unmodifiableSortedMap(new TreeMap<>((Map<Subject, Instant>) lastStarts));
    }
}
