package dev.opportune.kernel.store;

import dev.opportune.kernel.decision.Kind;
import dev.opportune.kernel.decision.Outcome;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Which decisions to list; a null matches all.
 *
 * @param since latest outcomes at or after this instant, in the profile's time
 * @param after only changes with a sequence number greater than this
 * @param limit at most so many, 1 or more
 */
public record DecisionQuery(
        @Nullable String profileId,
        @Nullable String flow,
        @Nullable Kind kind,
        @Nullable Outcome outcome,
        @Nullable String reason,
        @Nullable Instant since,
        long after,
        int limit) {}
