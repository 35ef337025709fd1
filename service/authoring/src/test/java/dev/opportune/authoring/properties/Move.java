package dev.opportune.authoring.properties;

import dev.opportune.kernel.timeline.Entry;
import java.time.Instant;

/** Something that happens to a host. */
sealed interface Move {
    /** When, in real time. */
    Instant at();

    /** Rules go live; {@code which} of {@link Revisions#ALL}. */
    record Activate(Instant at, int which) implements Move {}

    /** An entry arrives, perhaps once more. */
    record Arrive(Instant at, Entry entry) implements Move {}

    /** Someone looks at the profile: it is brought to the present. */
    record Look(Instant at) implements Move {}

    /** An app asks for the next email and takes it. */
    record Claim(Instant at) implements Move {}

    /** Nothing that a decision may notice. */
    record Mishap(Instant at, What what) implements Move {}

    /** What a host may do to a session at any time. */
    enum What {
        /** What was decided so far is written. */
        WRITE,
        /** The session is closed for want of room. */
        EVICT,
        /** The process ends after a commit and is started again. */
        RESTART,
        /** The process ends before a commit: what was not written is delivered again. */
        CRASH
    }
}
