package dev.opportune.storage;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Instants as columns: milliseconds since 1970 in UTC. */
final class Millis {
    private static final int NANOS = 1_000_000;
    private static final Instant EARLIEST = Instant.ofEpochMilli(Long.MIN_VALUE);
    private static final Instant LATEST = Instant.ofEpochMilli(Long.MAX_VALUE);

    private Millis() {}

    /** The last millisecond that is not after an instant; the nearest there is for one beyond all milliseconds. */
    static long floor(Instant instant) {
        if (instant.isBefore(EARLIEST)) {
            return Long.MIN_VALUE;
        }
        return instant.isAfter(LATEST) ? Long.MAX_VALUE : instant.toEpochMilli();
    }

    static @Nullable Long floorOrNull(@Nullable Instant instant) {
        return instant == null ? null : (Long) floor(instant);
    }

    /** The first millisecond that is not before an instant; the nearest there is for one beyond all milliseconds. */
    static long ceiling(Instant instant) {
        long floor = floor(instant);
        return floor == Long.MAX_VALUE || instant.getNano() % NANOS == 0 ? floor : floor + 1;
    }

    static Instant read(long millis) {
        return Instant.ofEpochMilli(millis);
    }

    static @Nullable Instant readOrNull(@Nullable Long millis) {
        return millis == null ? null : read(millis);
    }
}
