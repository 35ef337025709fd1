package dev.opportune.app.auth;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * How often each key may call: a bucket of tokens for each name, from which every call takes one, and which fills evenly up to
 * its burst. Safe for use by many threads.
 */
public final class Rates {
    private static final Duration SECOND = Duration.ofSeconds(1);

    private final int requestsPerSecond;
    private final int burst;
    private final InstantSource clock;
    private final ConcurrentMap<String, Bucket> buckets = new ConcurrentHashMap<>();

    /**
     * @param requestsPerSecond on average, of a key that says nothing of its own; 1 or more
     * @param burst of those, how many at once after a pause; 1 or more. A key with a rate of its own has one in proportion
     */
    public Rates(int requestsPerSecond, int burst, InstantSource clock) {
        this.requestsPerSecond = requestsPerSecond;
        this.burst = burst;
        this.clock = clock;
    }

    /** How many calls a second a key may make on average. */
    public int perSecond(Key key) {
        Integer own = key.requestsPerSecond();
        return own == null ? requestsPerSecond : own;
    }

    /**
     * Lets a key call, or not.
     *
     * @return zero if it may; otherwise how long it has to wait until it may, if nobody else calls with it
     */
    public Duration take(Key key) {
        int perSecond = perSecond(key);
        int atOnce = (int) Math.min(Integer.MAX_VALUE, Math.max(1L, (long) burst * perSecond / requestsPerSecond));
        return buckets.computeIfAbsent(key.name(), name -> new Bucket())
                .take(clock.instant(), SECOND.dividedBy(perSecond), atOnce);
    }

    /** Instead of counting tokens it remembers until when they are spent, so nothing has to be filled. */
    private static final class Bucket {
        private Instant spentUntil = Instant.EPOCH;

        synchronized Duration take(Instant now, Duration perToken, int burst) {
            Instant full = now.plus(perToken.multipliedBy(burst));
            // A clock that was set back by an hour must not shut anybody out for that hour.
            spentUntil = spentUntil.isAfter(full) ? full : spentUntil;
            Instant spent = (spentUntil.isBefore(now) ? now : spentUntil).plus(perToken);
            if (spent.isAfter(full)) {
                return Duration.between(full, spent);
            }
            spentUntil = spent;
            return Duration.ZERO;
        }
    }
}
