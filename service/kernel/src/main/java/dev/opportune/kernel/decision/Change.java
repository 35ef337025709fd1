package dev.opportune.kernel.decision;

import dev.opportune.kernel.timeline.Properties;
import dev.opportune.kernel.timeline.Step;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One outcome in the life of a decision.
 *
 * @param reason why not; null where the outcome needs none
 * @param facts the figures behind a gate's no, for a person to read
 * @param dueAt when the message is next due, from this change on
 * @param ruleset the revision it was decided by
 * @param timezone the zone that local times were read in
 * @param zoneAssumed whether the profile named no usable zone, so that the policy's default was taken
 * @param step the step it was decided in; {@code at} is its instant
 */
public record Change(
        Outcome outcome,
        @Nullable String reason,
        Properties facts,
        Instant dueAt,
        String ruleset,
        String timezone,
        boolean zoneAssumed,
        Step step) {
    /** The instant, in the profile's time. */
    public Instant at() {
        return step.at();
    }
}
