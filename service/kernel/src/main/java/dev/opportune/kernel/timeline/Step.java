package dev.opportune.kernel.timeline;

import java.time.Instant;
import java.util.Comparator;

/**
 * A place in a profile's time: everything due at one instant, or one entry. At an equal instant what is due comes first,
 * then an activation, then entries by source and id; so no two entries share a place.
 */
public record Step(Instant at, Rank rank, String source, String id) implements Comparable<Step> {
    /** What happens at a place, in the order in which it does at one instant. */
    public enum Rank {
        DUE,
        ACTIVATION,
        ENTRY
    }

    /** Before everything. */
    public static final Step FIRST = due(Instant.EPOCH);

    private static final Comparator<Step> ORDER = Comparator.comparing(Step::at)
            .thenComparing(Step::rank)
            .thenComparing(Step::source)
            .thenComparing(Step::id);

    public static Step due(Instant at) {
        return new Step(at, Rank.DUE, "", "");
    }

    public static Step activation(Instant at) {
        return new Step(at, Rank.ACTIVATION, "", "");
    }

    public static Step entry(Instant at, String source, String id) {
        return new Step(at, Rank.ENTRY, source, id);
    }

    public boolean isBefore(Step other) {
        return compareTo(other) < 0;
    }

    public boolean isAfter(Step other) {
        return compareTo(other) > 0;
    }

    @Override
    public int compareTo(Step other) {
        return ORDER.compare(this, other);
    }
}
