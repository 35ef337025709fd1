package dev.opportune.app.service;

import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.function.Consumer;

/**
 * Where rules go live: beside decisions that go on.
 *
 * @param whileStill runs something while nothing is being decided: what was, was so by the clock's present instant, and
 *     what will be, sees the change
 */
record Stage(InstantSource clock, Consumer<Runnable> whileStill) {
    /** The present, in whole milliseconds. */
    Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }

    /** Before anything is decided. */
    static Stage atStart(Instant now) {
        return new Stage(InstantSource.fixed(now), Runnable::run);
    }
}
