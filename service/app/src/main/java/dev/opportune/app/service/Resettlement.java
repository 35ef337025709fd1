package dev.opportune.app.service;

import dev.opportune.authoring.rules.RulesetLibrary;
import dev.opportune.kernel.store.Activation;
import dev.opportune.kernel.store.Store;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * After an activation, moves every profile that did something within the lookback under the new revision, so that a wait
 * which only the new rules know of also wakes who is asleep. Runs in the background, one profile at a time. Where a restart
 * or a further activation cuts it short it begins again: what is done is seen by the revision in the profile's row.
 */
final class Resettlement implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Resettlement.class);
    private static final int PAGE = 100;
    private static final long MILLIS_TO_FINISH = 5_000;
    private static final Duration PAUSE_AFTER_FAILURE = Duration.ofSeconds(5);

    private final Store store;
    private final LiveRules rules;
    private final InstantSource clock;
    private final ProfileMover mover;
    private final Pseudonyms pseudonyms;
    private final Alarm alarm;
    private final Thread thread = new Thread(this::run, "resettlement");
    private @Nullable Activation done;
    private volatile boolean closed;

    Resettlement(Store store, LiveRules rules, InstantSource clock, ProfileMover mover, Pseudonyms pseudonyms) {
        this.store = store;
        this.rules = rules;
        this.clock = clock;
        this.mover = mover;
        this.pseudonyms = pseudonyms;
        this.alarm = new Alarm(clock);
    }

    void start() {
        thread.start();
    }

    /** That there was an activation, or that the clock has jumped. */
    void lookAgain() {
        alarm.ring();
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

    /** Moves whom the latest activation concerns and says when to look again. */
    private Instant workOff() throws InterruptedException {
        Activation live = rules.active();
        if (live.equals(done)) {
            return Instant.MAX;
        }
        // Before its instant nobody can be moved past it.
        if (live.at().isAfter(clock.instant())) {
            return live.at();
        }
        try {
            compileEarlier();
            if (isResettled(live)) {
                done = live;
            }
            return clock.instant();
        } catch (RuntimeException failure) {
            LOG.error("profiles could not all be moved under the live rules; trying again", WithoutData.of(failure));
            return clock.instant().plus(PAUSE_AFTER_FAILURE);
        }
    }

    /** Revisions that were live within the lookback: compiled here, no lane has to wait for its compiler. */
    private void compileEarlier() {
        Instant from = seenFrom();
        List<Activation> activations = rules.activations();
        int oldest = Math.max(0, activations.size() - 1 - RulesetLibrary.KEPT);
        for (int i = activations.size() - 2; i >= oldest && !closed; i--) {
            if (activations.get(i + 1).at().isBefore(from)) {
                return;
            }
            rules.ruleset(activations.get(i).revision());
        }
    }

    /** Whether all were moved, and no further activation came between. */
    private boolean isResettled(Activation live) throws InterruptedException {
        String after = "";
        while (!closed && live.equals(rules.active())) {
            List<String> page = store.profilesNotUnder(live.rules(), seenFrom(), after, PAGE);
            if (page.isEmpty()) {
                return true;
            }
            for (String profileId : page) {
                resettle(profileId);
            }
            after = page.get(page.size() - 1);
        }
        return false;
    }

    private void resettle(String profileId) throws InterruptedException {
        try {
            mover.bringToNow(profileId).get();
        } catch (ExecutionException failure) {
            LOG.warn(
                    "profile {} could not be moved under the live rules",
                    pseudonyms.of(profileId),
                    WithoutData.of(failure));
        }
    }

    private Instant seenFrom() {
        return clock.instant().minus(rules.live().policy().lookback());
    }

    @Override
    public void close() {
        closed = true;
        thread.interrupt();
        try {
            thread.join(MILLIS_TO_FINISH);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }
}
