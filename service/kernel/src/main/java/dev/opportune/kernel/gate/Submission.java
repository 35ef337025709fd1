package dev.opportune.kernel.gate;

import dev.opportune.kernel.decision.Terms;
import dev.opportune.kernel.policy.Channel;
import dev.opportune.kernel.policy.Flow;
import org.jspecify.annotations.Nullable;

/**
 * A message that asks to be sent.
 *
 * @param veto what a veto rule said; null if none did
 */
public record Submission(
        Flow flow,
        String message,
        Channel channel,
        Terms terms,
        @Nullable String veto) {}
