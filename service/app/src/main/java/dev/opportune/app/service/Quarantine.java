package dev.opportune.app.service;

import dev.opportune.authoring.explanation.FailureWords;
import dev.opportune.kernel.store.Activation;
import dev.opportune.kernel.store.Advance;
import dev.opportune.kernel.store.Exclusion;
import dev.opportune.kernel.store.Failing;
import dev.opportune.kernel.store.Store;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Leaves a rule of the live revision out for everybody once it has failed for several profiles. Works on a thread of its
 * own: a failure is told on the writer's, which must not wait for the lanes to rest.
 */
final class Quarantine implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Quarantine.class);
    private static final long SECONDS_TO_FINISH = 5;

    private final Store store;
    private final LiveRules rules;
    private final FailingRules failures;
    private final Stage stage;
    private final Runnable changed;
    private final ExecutorService thread = Executors.newSingleThreadExecutor(work -> new Thread(work, "quarantine"));
    private final Set<Excluded> seen = new HashSet<>();
    private String seenOf = "";

    private record Excluded(String profileId, Exclusion exclusion) {}

    /** @param changed is run after each activation */
    Quarantine(Store store, LiveRules rules, FailingRules failures, Stage stage, Runnable changed) {
        this.store = store;
        this.rules = rules;
        this.failures = failures;
        this.stage = stage;
        this.changed = changed;
    }

    /** Looks at what was written before the service ended. */
    void start() {
        review();
    }

    /** That an advance is durable. */
    void written(Advance advance) {
        if (rules.terms().quarantineAfter() > 0
                && !advance.state().exclusions().isEmpty()
                && hasNews(advance, rules.active())) {
            review();
        }
    }

    private boolean hasNews(Advance advance, Activation live) {
        boolean news = false;
        synchronized (seen) {
            if (!seenOf.equals(live.revision())) {
                seen.clear();
                seenOf = live.revision();
            }
            for (Exclusion exclusion : advance.state().exclusions()) {
                news |= exclusion.revision().equals(live.revision())
                        && !live.without().contains(exclusion.rule())
                        && seen.add(new Excluded(advance.profileId(), exclusion));
            }
        }
        return news;
    }

    private void review() {
        try {
            thread.execute(this::leaveOutWhatKeepsFailing);
        } catch (RejectedExecutionException closing) {
            // The next start looks again.
            return;
        }
    }

    private void leaveOutWhatKeepsFailing() {
        int tooMany = rules.terms().quarantineAfter();
        Activation live = rules.active();
        try {
            Instant since = rules.triedSince();
            for (Failing failing : store.failing(live.revision(), since)) {
                if (tooMany > 0 && failing.profiles() >= tooMany) {
                    leaveOut(live.revision(), since, failing);
                }
            }
        } catch (RuntimeException failure) {
            LOG.error(
                    "rules that keep failing could not be left out for everybody; the next failure tries again",
                    WithoutData.of(failure));
            synchronized (seen) {
                seen.clear();
            }
        }
    }

    private void leaveOut(String revision, Instant since, Failing failing) {
        String rule = failing.rule();
        String note = "\"" + rule + "\" failed for " + failing.profiles()
                + (failing.profiles() == 1 ? " profile: " : " profiles: ")
                + failures.last(revision, rule).map(FailureWords::reason).orElse("failed");
        rules.quarantine(revision, since, rule, note, stage).ifPresent(activation -> {
            LOG.warn(
                    "{}; it is left out of revision {} for everybody from now on. Mend the rule, or activate the"
                            + " revision again to try it anew",
                    note,
                    revision);
            changed.run();
            synchronized (seen) {
                seen.removeIf(excluded -> excluded.exclusion().rule().equals(rule));
            }
        });
    }

    @Override
    public void close() {
        thread.shutdown();
        try {
            if (!thread.awaitTermination(SECONDS_TO_FINISH, TimeUnit.SECONDS)) {
                LOG.warn("the quarantine did not finish in time");
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }
}
