package dev.opportune.app.resources;

/** How much may be sent at once, as Segment has it. */
final class Limits {
    /** The largest message, in bytes. */
    static final int EVENT = 32 * 1024;
    /** The largest batch, in bytes. */
    static final int BATCH = 500 * 1024;
    /** The most messages in a batch. */
    static final int BATCH_EVENTS = 2500;

    static final String EVENT_TOO_LARGE = "event_too_large";
    static final String BATCH_TOO_LARGE = "batch_too_large";

    private Limits() {}
}
