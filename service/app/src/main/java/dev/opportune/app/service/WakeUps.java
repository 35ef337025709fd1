package dev.opportune.app.service;

import dev.opportune.kernel.store.Store;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Moves each profile on when it is due. The wake-ups are rows of the store, so a restart loses none: what became due in
 * between is worked off first, in order of time. Only so many are under way at once.
 */
final class WakeUps implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(WakeUps.class);
    /** How far ahead rows are looked for; also the longest sleep. */
    private static final Duration HORIZON = Duration.ofMinutes(1);
    /** How long a profile that could not be moved is left alone. */
    private static final Duration PAUSE_AFTER_FAILURE = Duration.ofSeconds(5);

    private static final long MILLIS_TO_FINISH = 5_000;

    private final Store store;
    private final InstantSource clock;
    private final ProfileMover mover;
    private final int atOnce;
    private final Alarm alarm;
    private final Pseudonyms pseudonyms;
    private final Set<String> underWay = ConcurrentHashMap.newKeySet();
    private final ConcurrentMap<String, Instant> leftAloneUntil = new ConcurrentHashMap<>();
    /** Rows that were acted on without effect; one that is still there the next time is stuck. */
    private final ConcurrentMap<String, Instant> withoutEffect = new ConcurrentHashMap<>();

    private final Thread thread = new Thread(this::run, "wake-ups");
    private volatile boolean closed;

    WakeUps(Store store, InstantSource clock, ProfileMover mover, int atOnce, Alarm alarm, Pseudonyms pseudonyms) {
        this.store = store;
        this.clock = clock;
        this.mover = mover;
        this.atOnce = atOnce;
        this.alarm = alarm;
        this.pseudonyms = pseudonyms;
    }

    void start() {
        thread.start();
    }

    private void run() {
        try {
            while (!closed) {
                alarm.sleepUntil(workOff());
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    /** Starts what is due and says when to look again. */
    private Instant workOff() throws InterruptedException {
        Instant now = clock.instant();
        try {
            leftAloneUntil.values().removeIf(until -> !until.isAfter(now));
            // Those under way are still rows, so as many more are read.
            int limit = atOnce + underWay.size() + leftAloneUntil.size();
            for (Store.WakeUp row : store.wakeUps(now.plus(HORIZON), limit)) {
                if (row.at().isAfter(now)) {
                    return earlier(row.at(), firstOf(leftAloneUntil));
                }
                if (underWay.size() >= atOnce) {
                    break;
                }
                wake(row);
            }
            return earlier(now.plus(HORIZON), firstOf(leftAloneUntil));
        } catch (RuntimeException failure) {
            LOG.error("wake-ups could not be read; trying again in {}", PAUSE_AFTER_FAILURE, WithoutData.of(failure));
            return now.plus(PAUSE_AFTER_FAILURE);
        }
    }

    private void wake(Store.WakeUp row) throws InterruptedException {
        String profileId = row.profileId();
        if (leftAloneUntil.containsKey(profileId) || !underWay.add(profileId)) {
            return;
        }
        if (row.at().equals(withoutEffect.remove(profileId))) {
            leaveAlone(profileId, new IllegalStateException("moving it on does not change its wake-up"));
            return;
        }
        mover.bringToNow(profileId).whenComplete((changed, failure) -> {
            if (failure != null) {
                leaveAlone(profileId, failure);
            } else {
                if (!changed) {
                    withoutEffect.put(profileId, row.at());
                }
                underWay.remove(profileId);
            }
            alarm.ring();
        });
    }

    private void leaveAlone(String profileId, Throwable why) {
        LOG.warn(
                "profile {} is due and could not be moved on; trying again in {}",
                pseudonyms.of(profileId),
                PAUSE_AFTER_FAILURE,
                WithoutData.of(why));
        leftAloneUntil.put(profileId, clock.instant().plus(PAUSE_AFTER_FAILURE));
        underWay.remove(profileId);
    }

    private static Instant firstOf(Map<String, Instant> instants) {
        return instants.values().stream().min(Instant::compareTo).orElse(Instant.MAX);
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }

    @Override
    public void close() {
        closed = true;
        alarm.ring();
        thread.interrupt();
        try {
            thread.join(MILLIS_TO_FINISH);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }
}
