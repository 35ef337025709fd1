package dev.opportune.kernel.gate;

import dev.opportune.kernel.policy.Policy;
import dev.opportune.kernel.timeline.Traits;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;

/**
 * All that a gate may look at besides the message itself.
 *
 * @param at the instant being judged
 * @param unknownConsentGranted what a consent nobody ever asked about counts as
 * @param sends every send that caps may count, in any order
 * @param passed the best message that has already passed in this step, by channel
 * @param heldOut whether the profile is in the global holdout
 */
public record Situation(
        Instant at,
        Policy policy,
        Traits traits,
        ZoneId zone,
        boolean unknownConsentGranted,
        List<Send> sends,
        Map<String, Submission> passed,
        boolean heldOut) {
    /** That something went out on a channel. */
    public record Send(Instant at, String channel) {}
}
