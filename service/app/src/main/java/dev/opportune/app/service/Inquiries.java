package dev.opportune.app.service;

import dev.opportune.authoring.explanation.Explainer;
import dev.opportune.authoring.explanation.Explanation;
import dev.opportune.authoring.explanation.Past;
import dev.opportune.authoring.explanation.Sources;
import dev.opportune.authoring.explanation.Trial;
import dev.opportune.authoring.fixtures.Fixture;
import dev.opportune.authoring.fixtures.FixtureRunner;
import dev.opportune.authoring.fixtures.Result;
import dev.opportune.authoring.rules.Loaded;
import dev.opportune.authoring.rules.Rules;
import dev.opportune.kernel.session.OneRuleset;
import dev.opportune.kernel.session.Settings;
import dev.opportune.kernel.store.Store;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Answers why something was decided, and what other rules would have decided: on sessions that are thrown away, beside the
 * lanes, and a few at a time. Changes nothing. Each call takes the time of a replay, on the caller's thread.
 */
public final class Inquiries {
    /** A replay takes a whole processor, and whoever waits for a decision comes first. */
    private static final int AT_ONCE = 2;

    private static final long SECONDS_TO_WAIT = 10;

    private final Semaphore asking = new Semaphore(AT_ONCE, true);
    private final Store store;
    private final LiveRules rules;
    private final Settings settings;
    private final InstantSource clock;
    private final Explainer explainer;

    Inquiries(Store store, LiveRules rules, Settings settings, InstantSource clock) {
        this.store = store;
        this.rules = rules;
        this.settings = settings;
        this.clock = clock;
        this.explainer = new Explainer(store, rules, settings);
    }

    /** Why a decision is what it is; empty if there is none of that id. */
    public Optional<Explanation> decision(String id) {
        return inTurn(() -> explainer.decision(id));
    }

    /** What happened to a profile, newest first, as {@link Explainer#profile} tells it. */
    public Optional<Explanation> profile(String profileId, @Nullable String flow, @Nullable Instant since, int limit) {
        return inTurn(() -> explainer.profile(store.survivor(profileId), flow, since, limit));
    }

    /**
     * What rules would have decided for a profile.
     *
     * @param entries how many of its entries were run
     * @param outcome what they decided, each beside what is recorded, and what failed of them
     */
    public record Tried(int entries, Trial.Outcome outcome) {}

    /** The present, up to which something can be tried. */
    public Instant now() {
        return clock.instant();
    }

    /** A profile as it is recorded; empty if it was never seen. */
    public Optional<Past> past(String profileId) {
        return Past.of(store, store.survivor(profileId));
    }

    /** Runs a whole past through rules that are not live, as if they had been from its beginning. */
    public Tried tried(Past past, Loaded candidate, Instant from, Instant until) {
        Sources sources = new Sources(
                new OneRuleset(candidate.ruleset().orElseThrow()), revision -> Optional.of(candidate.files()));
        return inTurn(() ->
                new Tried(past.until(until).entries().size(), new Trial(past, sources, settings).run(from, until)));
    }

    /** Plays a story under rules that are not live. */
    public Result played(Fixture story, Loaded candidate) {
        return inTurn(() -> new FixtureRunner(new Rules(), candidate).run(story));
    }

    /** The files of the live revision. */
    public Map<String, byte[]> liveFiles() {
        String live = rules.active().revision();
        return store.files(live)
                .orElseThrow(
                        () -> new IllegalStateException("the files of the live revision " + live + " are not kept"));
    }

    private <T> T inTurn(Supplier<T> replay) {
        try {
            if (!asking.tryAcquire(SECONDS_TO_WAIT, TimeUnit.SECONDS)) {
                throw new OverloadedException("other timelines are being replayed; try again in a second");
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new OverloadedException("the service is stopping");
        }
        try {
            return replay.get();
        } finally {
            asking.release();
        }
    }
}
