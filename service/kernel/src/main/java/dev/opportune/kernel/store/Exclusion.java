package dev.opportune.kernel.store;

import dev.opportune.kernel.timeline.Step;

/**
 * That a rule of a revision failed on a profile's data, and what is left out for that profile because of it.
 *
 * @param from the step at which it failed
 */
public record Exclusion(Step from, String revision, String rule, Extent extent, Failure failure) {
    /** What is left out. */
    public enum Extent {
        /** The rule, from that step on until its revision is made live anew: what fails in a condition breaks the engine. */
        RULE,
        /** What an action proposed at that step, and nothing else. */
        PROPOSALS
    }

    public boolean leavesRuleOut() {
        return extent == Extent.RULE;
    }
}
