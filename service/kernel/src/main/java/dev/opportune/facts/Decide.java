package dev.opportune.facts;

/** The one thing a rule can do: propose. What becomes of a proposal is decided by the kernel, the same for every rule. */
public interface Decide {
    /**
     * Opens a trigger of a flow, caused by an event. Does nothing while one with the same key is open, or within the
     * flow's {@code reentry} of the last one's start; whatever is proposed on the trigger it returns then does nothing
     * either.
     *
     * @throws IllegalArgumentException if there is no such flow
     */
    Trigger trigger(String flow, EventFact cause);

    /** Proposes a message now. */
    Message send(Trigger trigger, String message);

    /**
     * Proposes a message later, counted from this step; it is cancelled if the trigger ends first.
     *
     * @param delay such as {@code 90s 30m 24h 7d 1h30m}
     * @throws IllegalArgumentException if the delay is none
     */
    Message delay(Trigger trigger, String delay, String message);

    /** Proposes the other message, after a condition was not met in time. */
    Message fallback(Trigger trigger, String message);

    /** Proposes that the flow is over; lets the messages of this same consequence through and cancels all others. */
    void end(Trigger trigger, String reason);

    /** Says no to a candidate in the name of the business. */
    void veto(Candidate candidate, String reason);
}
