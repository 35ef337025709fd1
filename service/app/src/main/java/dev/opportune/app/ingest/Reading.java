package dev.opportune.app.ingest;

import dev.opportune.kernel.timeline.Entry;

/** What became of a message that was read. */
public sealed interface Reading {
    /** It belongs on a timeline. */
    record Accepted(Incoming incoming) implements Reading {
        public Entry entry() {
            return incoming.entry();
        }
    }

    /**
     * It does not.
     *
     * @param code stable, for machines, such as {@code missing_profile_id}
     * @param reason one sentence for a person: what was wrong and what to send instead
     */
    record Rejection(String code, String reason) implements Reading {}
}
