package dev.opportune.app.service;

import dev.opportune.kernel.store.Activation;
import dev.opportune.kernel.store.Store;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.ExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * After an activation, moves every profile that did something within the lookback under the new revision, so that a wait
 * which only the new rules know of also wakes who is asleep. Runs in the background, one profile at a time per lane, and
 * begins again where a restart cut it short: what is done is seen by the revision in the profile's row.
 */
final class Resettlement implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Resettlement.class);
    private static final int PAGE = 100;
    private static final long MILLIS_TO_FINISH = 5_000;

    private final Store store;
    private final LiveRules rules;
    private final InstantSource clock;
    private final ProfileMover mover;
    private final Thread thread = new Thread(this::run, "resettlement");
    private volatile boolean closed;

    Resettlement(Store store, LiveRules rules, InstantSource clock, ProfileMover mover) {
        this.store = store;
        this.rules = rules;
        this.clock = clock;
        this.mover = mover;
    }

    void start() {
        thread.start();
    }

    private void run() {
        try {
            compileEarlier();
            resettle();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException failure) {
            LOG.error("profiles could not all be moved under the live rules; a restart tries again", failure);
        }
    }

    /** Revisions that were live within the lookback: compiled here, no lane has to wait for its compiler. */
    private void compileEarlier() {
        Instant from = seenFrom();
        List<Activation> activations = rules.activations();
        for (int i = activations.size() - 2; i >= 0 && !closed; i--) {
            if (activations.get(i + 1).at().isBefore(from)) {
                return;
            }
            rules.ruleset(activations.get(i).revision());
        }
    }

    private void resettle() throws InterruptedException {
        String revision = rules.active().revision();
        String after = "";
        while (!closed) {
            List<String> page = store.profilesNotUnder(revision, seenFrom(), after, PAGE);
            if (page.isEmpty()) {
                return;
            }
            for (String profileId : page) {
                resettle(profileId);
            }
            after = page.get(page.size() - 1);
        }
    }

    private void resettle(String profileId) throws InterruptedException {
        try {
            mover.bringToNow(profileId).get();
        } catch (ExecutionException failure) {
            LOG.warn("profile {} could not be moved under the live rules", profileId, failure.getCause());
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
