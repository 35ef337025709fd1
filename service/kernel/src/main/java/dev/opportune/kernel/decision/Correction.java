package dev.opportune.kernel.decision;

import dev.opportune.kernel.timeline.Step;

/**
 * A note on a message that had left when a late event showed that it should not have.
 *
 * @param event the late event's place
 * @param at the step that the profile had reached when it arrived
 */
public record Correction(Step event, Step at) {}
