package dev.opportune.kernel.timeline;

import java.time.Duration;
import java.time.Instant;

/** Something from outside on a profile's timeline, named by its source and its id there. */
public sealed interface Entry permits Event, ProfileChange {
    String source();

    /** Unique within the source. */
    String id();

    String profileId();

    /** When it happened: never after {@link #receivedAt}; in whole milliseconds. */
    Instant occurredAt();

    /** When it arrived. */
    Instant receivedAt();

    /** The same on another profile's timeline. */
    Entry of(String otherProfileId);

    /** What it says of the profile. */
    Statement statement();

    /** Whether it was sent as history. */
    boolean backfill();

    /** Where it belongs. */
    default Step step() {
        return Step.entry(occurredAt(), source(), id());
    }

    /** Whether it only tells what was: it may end and cancel, but opens, sends and brings forward nothing. */
    default boolean isHistory(Duration lateness) {
        return backfill() || Duration.between(occurredAt(), receivedAt()).compareTo(lateness) > 0;
    }
}
