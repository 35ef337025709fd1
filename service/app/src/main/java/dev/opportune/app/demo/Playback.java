package dev.opportune.app.demo;

import dev.opportune.app.service.EngineRoom;
import dev.opportune.kernel.decision.Decision;
import dev.opportune.kernel.store.DecisionQuery;
import dev.opportune.kernel.store.Recorded;
import dev.opportune.kernel.store.Store;
import dev.opportune.kernel.timeline.Entry;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Plays a history into a service whose clock it drives: every entry arrives at the instant at which it happened. What
 * falls due in between is decided at its own instant, when its profile's next entry arrives or at the end, whichever is
 * first; so profiles need not wait for each other.
 */
public final class Playback implements InstantSource {
    private static final int UNDER_WAY = 1024;
    private static final int PAGE = 1000;
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

    private volatile Instant now;

    /** @param start the time before the first entry */
    public Playback(Instant start) {
        this.now = start;
    }

    @Override
    public Instant instant() {
        return now;
    }

    /**
     * Takes all entries in and works off what is due up to the last of them.
     *
     * @param engine not started yet, with this as its clock; started when this returns
     * @param entries in the order of their steps
     * @param progress is told how many entries are durable, from several threads
     * @param patience how long to wait for what is due at the end
     * @throws IllegalStateException if the service failed, or took too long
     */
    public void play(EngineRoom engine, List<Entry> entries, IntConsumer progress, Duration patience)
            throws InterruptedException {
        Semaphore room = new Semaphore(UNDER_WAY);
        AtomicInteger durable = new AtomicInteger();
        AtomicReference<@Nullable Throwable> failed = new AtomicReference<>();
        for (Entry entry : entries) {
            room.acquire();
            now = entry.occurredAt();
            engine.ingest(entry).whenComplete((taken, failure) -> {
                failed.compareAndSet(null, failure);
                progress.accept(durable.incrementAndGet());
                room.release();
            });
        }
        room.acquire(UNDER_WAY);
        if (failed.get() != null) {
            throw new IllegalStateException("an entry could not be taken in", failed.get());
        }
        engine.start();
        settle(engine.store(), patience);
    }

    /** The wake-up loop says nothing when it is done, so its rows are looked at. */
    private void settle(Store store, Duration patience) {
        long pauses = patience.toNanos() / PAUSE_NANOS;
        while (!store.wakeUps(now, 1).isEmpty()) {
            if (pauses-- == 0) {
                throw new IllegalStateException("what was due was not worked off within " + patience);
            }
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }

    /** Everything that a store holds. */
    public static List<Decision> decisions(Store store) {
        List<Decision> all = new ArrayList<>();
        long after = 0;
        List<Recorded> page;
        do {
            page = store.decisions(new DecisionQuery(null, null, null, null, null, null, after, PAGE));
            for (Recorded recorded : page) {
                all.add(recorded.decision());
                after = recorded.sequence();
            }
        } while (!page.isEmpty());
        return all;
    }
}
