package dev.opportune.app.webhooks;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * Remembers which one-time tokens were used. It never holds more than so many: where it must let go of some, whatever was
 * made up to their time is refused from then on, so that none is ever taken twice.
 */
final class Tokens {
    private final int most;
    private final Map<String, Instant> used = new HashMap<>();
    private final TreeMap<Instant, Integer> times = new TreeMap<>();
    private Instant forgottenThrough = Instant.MIN;

    Tokens(int most) {
        this.most = most;
    }

    /** Whether it is the first use of a token made at an instant, which is one use from now on. */
    synchronized boolean use(String token, Instant madeAt) {
        if (!madeAt.isAfter(forgottenThrough) || used.containsKey(token)) {
            return false;
        }
        used.put(token, madeAt);
        times.merge(madeAt, 1, Integer::sum);
        while (used.size() > most) {
            forgetThrough(times.firstKey());
        }
        return true;
    }

    /** Makes a token unused again. */
    synchronized void release(String token) {
        Instant madeAt = used.remove(token);
        if (madeAt != null) {
            times.computeIfPresent(madeAt, (time, count) -> count == 1 ? null : count - 1);
        }
    }

    /** Lets go of all that were made through an instant, and refuses them from now on. */
    synchronized void forgetThrough(Instant time) {
        if (time.isAfter(forgottenThrough)) {
            forgottenThrough = time;
            if (!times.headMap(time, true).isEmpty()) {
                times.headMap(time, true).clear();
                used.values().removeIf(madeAt -> !madeAt.isAfter(time));
            }
        }
    }
}
