package dev.opportune.kernel.store;

import dev.opportune.kernel.timeline.Entry;

/** A line of a profile's timeline as stored, in order of acceptance. */
public sealed interface Logged {
    /** Its place in the order; grows. */
    long sequence();

    /** Something from outside. @param late whether it belonged before a step already taken when it arrived */
    record Taken(long sequence, Entry entry, boolean late) implements Logged {
        /** The same on another profile's timeline. */
        Taken of(String otherProfileId) {
            return new Taken(sequence, entry.of(otherProfileId), late);
        }
    }

    /** A decision, at the place of its latest change. */
    record Decided(Recorded recorded) implements Logged {
        @Override
        public long sequence() {
            return recorded.sequence();
        }
    }
}
