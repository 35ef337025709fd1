package dev.opportune.kernel.session;

import dev.opportune.kernel.timeline.Step;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Where a memory is built: it knows the entries before {@code through} (and at it, if it is an entry's) that are not
 * older than {@code cut}, and all that was due until {@code clock} has been.
 *
 * @param cut null where nothing was forgotten yet
 */
record Point(Instant clock, Step through, @Nullable Instant cut) {
    /** After a step. */
    Point past(Step step, @Nullable Instant newCut) {
        return new Point(step.at().isAfter(clock) ? step.at() : clock, step.isAfter(through) ? step : through, newCut);
    }
}
