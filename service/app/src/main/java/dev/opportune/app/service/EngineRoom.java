package dev.opportune.app.service;

import dev.opportune.app.ingest.Incoming;
import dev.opportune.authoring.explanation.Sources;
import dev.opportune.kernel.session.Settings;
import dev.opportune.kernel.store.Exclusion;
import dev.opportune.kernel.store.Receipt;
import dev.opportune.kernel.store.Store;
import dev.opportune.kernel.timeline.Entry;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.random.RandomGenerator;

/**
 * All that the service does, without HTTP: takes entries in, keeps wake-ups, hands messages over. Safe for use by many
 * threads. Nothing is answered before it is durable; what fails with a {@code StoreException}, an
 * {@link OverloadedException} or a {@link NotCommittedException} may simply be called again.
 */
public final class EngineRoom implements AutoCloseable {
    private final Store store;
    private final LiveRules rules;
    private final InstantSource clock;
    private final Alarm alarm;
    private final Lanes lanes;
    private final Intake intake;
    private final Claims claims;
    private final Peeks peeks;
    private final Inquiries inquiries;
    private final WakeUps wakeUps;
    private final Resettlement resettlement;
    private final FailureLog failureLog;
    private final FailingRules failures;
    private final Stage stage;
    private final Quarantine quarantine;

    /**
     * @param rules loaded, so that there is a live revision
     * @param clock decides what is due and stamps what arrives; used in whole milliseconds
     * @param random makes the ids of the events that stand for an app's asking, and what profiles are called in the log
     * @param toJson writes an answer, which is kept byte for byte under its idempotency key
     */
    public EngineRoom(
            Store store,
            Commits commits,
            LiveRules rules,
            Settings settings,
            Capacity capacity,
            InstantSource clock,
            RandomGenerator random,
            Function<NextEmail, String> toJson) {
        this.store = store;
        this.rules = rules;
        this.clock = () -> clock.instant().truncatedTo(ChronoUnit.MILLIS);
        this.alarm = new Alarm(this.clock);
        this.failureLog = new FailureLog(() -> new Sources(rules, store::files));
        this.failures = new FailingRules(settings.observer(), failureLog::failed);
        Settings watched = settings.with(failures);
        Commits noting = noting(commits);
        this.lanes = new Lanes(
                capacity, () -> new OpenProfiles(capacity.openProfilesPerLane(), store, noting, rules, watched));
        this.stage = new Stage(this.clock, lanes::whileStill);
        this.intake = new Intake(store, lanes, new Merges(store, this.clock));
        Requests requests = new Requests(random);
        this.claims = new Claims(store, lanes, rules, this.clock, requests, toJson);
        this.peeks = new Peeks(store, rules, settings, this.clock, requests);
        this.inquiries = new Inquiries(store, rules, settings, this.clock);
        ProfileMover mover = new ProfileMover(lanes, this.clock);
        Pseudonyms pseudonyms = new Pseudonyms(random);
        this.wakeUps = new WakeUps(store, this.clock, mover, capacity.wakeUpsAtOnce(), alarm, pseudonyms);
        this.resettlement = new Resettlement(store, rules, this.clock, mover, pseudonyms);
        this.quarantine = new Quarantine(store, rules, failures, stage, resettlement::lookAgain);
    }

    /** Every wake-up that is committed sets the alarm, and every rule that failed is counted. */
    private Commits noting(Commits commits) {
        return advance -> commits.submit(advance).thenApply(receipt -> {
            if (receipt == Receipt.COMMITTED) {
                advance.state().nextWakeUp().ifPresent(alarm::expect);
                quarantine.written(advance);
            }
            return receipt;
        });
    }

    /** Starts to keep wake-ups, and to bring profiles under the live rules that were last moved under others. */
    public void start() {
        wakeUps.start();
        resettlement.start();
        quarantine.start();
    }

    /** @param counting is told the name of a rule whenever it fails, on the thread that decides: it must be quick */
    public void onRuleFailure(Consumer<String> counting) {
        failures.tell(counting);
    }

    /** How a rule of the live revision failed last; empty where it has not since the service started. */
    public Optional<Exclusion> lastFailure(String rule) {
        return failures.last(rules.active().revision(), rule);
    }

    /** The present, in whole milliseconds. */
    public Instant now() {
        return clock.instant();
    }

    /** To be called after the clock has jumped, as a test's or a demo's does: what is due now is looked for at once. */
    public void clockJumped() {
        alarm.ring();
        resettlement.lookAgain();
    }

    /**
     * Looks whether the rules folder holds other rules than at the last attempt and makes them live where they can be; then
     * profiles are brought under them in the background. Takes the time of a compilation, on the caller's thread.
     *
     * @param by who or what asks for it, to be recorded
     * @return how it went; empty if the folder holds what it held before
     */
    public Optional<Attempt> takeUpRules(String by) {
        Optional<Attempt> attempt = rules.reload(stage, by);
        if (attempt.filter(Attempt::activated).isPresent()) {
            resettlement.lookAgain();
        }
        return attempt;
    }

    /**
     * Makes rules live that somebody wants, if nothing is in the way, and writes them to the rules folder; then profiles are
     * brought under them in the background. Takes the time of a compilation, on the caller's thread.
     */
    public WishOutcome activate(Wish wish) {
        WishOutcome outcome = rules.activate(wish, stage);
        if (outcome instanceof WishOutcome.Activated) {
            resettlement.lookAgain();
        }
        return outcome;
    }

    /** Completes when the entry, or the earlier delivery of it, is durable. */
    public CompletableFuture<Taken> ingest(Entry entry) {
        return ingest(Incoming.of(entry));
    }

    /** The same, once the ids that its message says to be one person's are one, or must stay two. */
    public CompletableFuture<Taken> ingest(Incoming incoming) {
        return intake.take(incoming);
    }

    /** Hands over the oldest message that awaits it; completes with the answer as JSON when that is durable. */
    public CompletableFuture<String> claim(Claim claim) {
        return claims.claim(claim);
    }

    /** What {@link #claim} would answer, without doing it. Takes the time of a rebuild, on the caller's thread. */
    public NextEmail peek(Claim asked) {
        return peeks.peek(asked);
    }

    /** Why, and what if. */
    public Inquiries inquiries() {
        return inquiries;
    }

    /** What is recorded. */
    public Store store() {
        return store;
    }

    public LiveRules rules() {
        return rules;
    }

    /** Stops taking moves, finishes those queued and closes the sessions. The writer and the store are left open. */
    @Override
    public void close() {
        wakeUps.close();
        resettlement.close();
        quarantine.close();
        lanes.close();
        failureLog.close();
    }
}
