package dev.opportune.facts;

/** Where a session stands, as seen by an event; owned by whoever steps the session. */
@FunctionalInterface
public interface Moment {
    /** Whether the event is being taken in. */
    boolean isNow();

    /** Whether the event may make anything come true: what was sent as history may not, before the instant it arrived. */
    default boolean hasArrived() {
        return true;
    }
}
