package dev.opportune.kernel.session;

import dev.opportune.kernel.timeline.Step;

/** Patience for so many due steps; used by one thread, as the sessions are that it is given to. */
final class CountedPatience implements Patience {
    private final int steps;
    private int taken;

    CountedPatience(int steps) {
        this.steps = steps;
    }

    @Override
    public void spend(Step due) {
        taken++;
        if (taken > steps) {
            throw new OutOfPatienceException(steps, due.at());
        }
    }
}
