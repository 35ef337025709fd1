package dev.opportune.budget;

import org.jspecify.annotations.Nullable;

/** Whose session a thread works for: compiled code is called by the engine, and has no other way to know. */
final class Metering {
    private static final ThreadLocal<@Nullable Meter> METER = new ThreadLocal<>();

    private Metering() {}

    static @Nullable Meter current() {
        return METER.get();
    }

    static @Nullable Meter use(@Nullable Meter meter) {
        Meter before = METER.get();
        if (meter == null) {
            METER.remove();
        } else {
            METER.set(meter);
        }
        return before;
    }
}
