package dev.opportune.kernel.session;

import dev.opportune.kernel.timeline.Step;

/**
 * How far somebody who waits lets sessions run on by themselves: rules that answer each message with the next are never
 * done. Counted in steps and never in time, so that the same rules are stopped where they were stopped before. What a late
 * event has gone through again counts again.
 */
@FunctionalInterface
public interface Patience {
    /** How many due steps are enough while somebody waits: five a day for a year. Each looks at all that was decided before. */
    int STEPS = 2_000;
    /** As many more for each entry of a profile: what is waited for after an event is due once. */
    int STEPS_PER_ENTRY = 2;

    /** Nobody waits. */
    Patience ENDLESS = step -> {};

    /**
     * Is told of every due step before it is taken.
     *
     * @throws OutOfPatienceException if that is one too many
     */
    void spend(Step due);

    /** Patience for what so many entries can need, and {@link #STEPS} more. */
    static Patience forEntries(int entries) {
        return of(STEPS + STEPS_PER_ENTRY * entries);
    }

    /** Patience for so many due steps, of all sessions it is given to together. */
    static Patience of(int steps) {
        return new CountedPatience(steps);
    }
}
