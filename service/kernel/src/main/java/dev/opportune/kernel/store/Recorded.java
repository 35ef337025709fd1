package dev.opportune.kernel.store;

import dev.opportune.kernel.decision.Decision;
import java.time.Instant;

/**
 * A decision as stored.
 *
 * @param sequence grows with every change of any decision
 * @param recordedAt when its latest state was committed
 */
public record Recorded(Decision decision, long sequence, Instant recordedAt) {}
