package dev.opportune.app.service;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** What the wake-up loop sleeps by: rings at an instant, or as soon as there is an earlier one. */
final class Alarm {
    private final InstantSource clock;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition rung = lock.newCondition();
    private Instant setTo = Instant.MAX;
    private boolean ringing;

    Alarm(InstantSource clock) {
        this.clock = clock;
    }

    /** That there will be something to do at an instant. */
    void expect(Instant instant) {
        lock.lock();
        try {
            if (instant.isBefore(setTo)) {
                ring();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Ends the sleep, or the next one if nobody sleeps. */
    void ring() {
        lock.lock();
        try {
            ringing = true;
            rung.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Sleeps until an instant by the clock, or until it rings; at most one hour. */
    void sleepUntil(Instant instant) throws InterruptedException {
        lock.lock();
        try {
            setTo = instant;
            long nanos = left(instant).toNanos();
            while (!ringing && nanos > 0) {
                nanos = rung.awaitNanos(nanos);
            }
            ringing = false;
            // While nobody sleeps, whatever is expected has to be looked at before the next sleep.
            setTo = Instant.MAX;
        } finally {
            lock.unlock();
        }
    }

    private Duration left(Instant instant) {
        Duration left = Duration.between(clock.instant(), instant);
        Duration longest = Duration.ofHours(1);
        return left.compareTo(longest) < 0 ? left : longest;
    }
}
