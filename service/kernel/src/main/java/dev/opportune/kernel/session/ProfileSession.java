package dev.opportune.kernel.session;

import dev.opportune.kernel.decision.Change;
import dev.opportune.kernel.decision.Decision;
import dev.opportune.kernel.decision.Outcome;
import dev.opportune.kernel.policy.Policy;
import dev.opportune.kernel.store.Absorbed;
import dev.opportune.kernel.store.Advance;
import dev.opportune.kernel.store.Timeline;
import dev.opportune.kernel.timeline.Entry;
import dev.opportune.kernel.timeline.Properties;
import dev.opportune.kernel.timeline.Step;
import dev.opportune.kernel.timeline.Step.Rank;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One profile's session: the only way to a decision. It is a function of the profile's timeline and the revisions, so it
 * may be thrown away at any time and opened again.
 *
 * <p>Each call that returns an {@link Advance} has moved the session on; if that advance cannot be committed, the session
 * has run ahead of the record and must be closed. Not safe for use by many threads.
 */
public final class ProfileSession implements AutoCloseable {
    private final String profileId;
    private final Supplier<Timeline> whole;
    private final Rulesets rulesets;
    private final Settings settings;
    private final Horizon horizon;
    private Chronicle chronicle;
    private Stepper stepper;
    private @Nullable Step divergedFrom;
    private Timeline.State state;

    private ProfileSession(Timeline timeline, Supplier<Timeline> whole, Rulesets rulesets, Settings settings) {
        this.profileId = timeline.profileId();
        this.whole = whole;
        this.rulesets = rulesets;
        this.settings = settings;
        this.horizon = new Horizon(rulesets);
        this.state = timeline.state();
        this.divergedFrom = state.divergedFrom();
        this.chronicle = chronicle(timeline);
        this.stepper =
                replays().rebuilt(Book.of(timeline.decisions(), state.base().lastStarts()), state.reached(), settings);
    }

    /**
     * Builds the session that a timeline describes, muted up to the last step decided.
     *
     * @param whole reads the whole timeline, for the rare late event whose lookback begins before what {@code timeline}
     *     holds; it must include every advance that this session has returned
     */
    public static ProfileSession open(
            Timeline timeline, Supplier<Timeline> whole, Rulesets rulesets, Settings settings) {
        return new ProfileSession(timeline, whole, rulesets, settings);
    }

    private static Chronicle chronicle(Timeline timeline) {
        return new Chronicle(timeline.state().base(), timeline.state().baseAt(), timeline.entries());
    }

    /** Over all that is known now. */
    private Replays replays() {
        return new Replays(profileId, rulesets, horizon, chronicle, state.exclusions());
    }

    /**
     * Steps through all that is due up to the entry, and takes the entry in. Its source and id must be new to the store.
     *
     * @throws IllegalArgumentException if the entry is another profile's, or claims to be from before 1970
     */
    public Advance accept(Entry entry) {
        if (!entry.profileId().equals(profileId) || entry.occurredAt().isBefore(Instant.EPOCH)) {
            throw new IllegalArgumentException("not an entry of this profile: " + entry.step());
        }
        boolean late = !entry.step().isAfter(stepper.reached());
        if (late) {
            arriveLate(entry);
        } else {
            if (!entry.step().isAfter(stepper.gone())) {
                // The engine went on through instants at which nothing happened; it cannot go back.
                replace(replays().rebuilt(stepper.book(), stepper.reached(), settings));
            }
            chronicle.add(entry);
            stepper.take(entry);
        }
        noteWhatASortedReplayLacks(entry.step());
        return advance(entry, late);
    }

    /**
     * Steps through all that is due up to and at an instant.
     *
     * @return empty if that changed nothing that is to be committed
     */
    public Optional<Advance> advanceTo(Instant now) {
        stepper.runTo(new Step(now, Rank.ENTRY, "", ""));
        noteWhatASortedReplayLacks(stepper.reached());
        return ifChanged(advance(null, false));
    }

    /**
     * Gives the oldest message that awaits its hand-over to an app, after asking the gates once more at the real instant.
     * Call {@link #advanceTo} first.
     *
     * @param channels those asked for; empty for all
     * @return what changed, its last decision being the one handed over if one was; empty if nothing changed
     */
    public Optional<Advance> handOver(Instant now, Set<String> channels) {
        new HandOver(stepper, now).next(channels);
        return ifChanged(advance(null, false));
    }

    private Optional<Advance> ifChanged(Advance advance) {
        boolean changed = !advance.changed().isEmpty()
                || !Objects.equals(advance.state().wakeUp(), state.wakeUp())
                || !advance.state().revision().equals(state.revision())
                || !advance.state().exclusions().equals(state.exclusions());
        if (!changed) {
            return Optional.empty();
        }
        state = advance.state();
        return Optional.of(advance);
    }

    private void arriveLate(Entry entry) {
        Step place = entry.step();
        Book recorded = stepper.book();
        Step reached = stepper.reached();
        if (!chronicle.reachesBackTo(place.at().minus(horizon.policyAt(place).lookback()))) {
            Timeline everything = whole.get();
            chronicle = chronicle(everything);
            recorded = recorded.over(everything.decisions(), chronicle.base().lastStarts());
        }
        chronicle.add(entry);
        boolean history = entry.isHistory(horizon.policyAt(place).lateness());
        bringTogether(recorded, reached, place, !history);
    }

    /**
     * Takes in all that another profile did and was decided for it, as if the two had always been one.
     *
     * @param other the whole of its timeline, as last committed
     * @param asked whether somebody asked for it by naming two users
     */
    public Advance absorb(Timeline other, boolean asked) {
        if (!other.entries().isEmpty()) {
            joinIn(whole.get(), other);
        }
        Advance advance = advance(null, false)
                .with(new Absorbed(other.profileId(), other.state().version(), asked));
        state = advance.state();
        return advance;
    }

    private void joinIn(Timeline own, Timeline other) {
        // What was due before any of theirs is decided as if nothing of them were known.
        stepper.runTo(Step.activation(other.entries().get(0).occurredAt()));
        Union union = Union.of(own, stepper, other);
        chronicle = union.chronicle();
        state = state.with(union.exclusions());
        divergedFrom = earlier(divergedFrom, other.state().divergedFrom());
        bringTogether(union.recorded(), union.reached(), union.place(), true);
        noteWhatASortedReplayLacks(union.place());
    }

    private static @Nullable Step earlier(@Nullable Step one, @Nullable Step other) {
        return one == null || (other != null && other.isBefore(one)) ? other : one;
    }

    /** Brings the record together with a replay from a place at which more has come to be known. */
    private void bringTogether(Book recorded, Step reached, Step place, boolean mayAdd) {
        boolean judgedSince = recorded.all().stream()
                .filter(decision -> decision.message() != null && decision.isJudged())
                .flatMap(decision -> decision.changes().stream())
                .filter(change -> change.outcome() == Outcome.SEND || change.outcome() == Outcome.SUPPRESS)
                .anyMatch(change -> !change.at().isBefore(place.at()));
        if (judgedSince) {
            divergedFrom = earlier(divergedFrom, place);
            join(recorded, reached, place, Objects.requireNonNull(divergedFrom), mayAdd);
        } else {
            rewind(recorded, reached, place);
        }
    }

    /** Nothing has been judged since: it is as if the entry had come in its order. */
    private void rewind(Book recorded, Step reached, Step place) {
        settings.observer().rewound(place);
        Stepper sorted = replays().replayed(recorded, place, reached, settings);
        Book book = sorted.book();
        recorded.all().stream()
                .filter(decision -> book.get(decision.id()) == null)
                .forEach(decision -> book.put(
                        decision.isTraceOfArrival() ? decision : decision.then(undone(decision, sorted, reached))));
        book.touchDifferencesFrom(recorded);
        replace(sorted);
    }

    /** Messages have been judged since: they stay, and the rest is brought together with a replay in sorted order. */
    private void join(Book recorded, Step reached, Step place, Step from, boolean mayAdd) {
        LateArrival arrival;
        Book book;
        try (Stepper sorted = replays().replayed(recorded, from, reached, unobserved())) {
            Change undone = new Draft(sorted, reached)
                    .change(Outcome.CANCEL, Decision.LATE_EVENT, Properties.NONE, reached.at());
            arrival = new LateArrival(recorded, sorted.book(), place, reached, undone, mayAdd);
            book = Book.of(arrival.merged(), chronicle.base().lastStarts());
            Removal.by(rulesets, sorted, reached, book)
                    .of(sorted.ruleset().flows().keySet());
        }
        book.touchDifferencesFrom(recorded);
        replace(replays().rebuilt(book, reached, settings));
        stepper.judgeLate(arrival.candidates());
    }

    private static Change undone(Decision decision, Stepper sorted, Step reached) {
        return new Draft(sorted, reached)
                .change(Outcome.CANCEL, Decision.LATE_EVENT, Properties.NONE, decision.dueAt());
    }

    private void noteWhatASortedReplayLacks(Step cause) {
        divergence().ifPresent(divergence -> divergence.correct(cause));
    }

    private Optional<Divergence> divergence() {
        return Optional.ofNullable(divergedFrom)
                .map(from -> new Divergence(
                        stepper, from, book -> replays().replayed(book, from, stepper.reached(), unobserved())));
    }

    /** A replay a day is enough to find out whether a record has come together again with what arrival in order gives. */
    private static boolean isAnotherDay(Instant before, Instant now) {
        return before.truncatedTo(ChronoUnit.DAYS).isBefore(now.truncatedTo(ChronoUnit.DAYS));
    }

    private Settings unobserved() {
        return settings.with(Observer.NONE);
    }

    private void replace(Stepper next) {
        stepper.close();
        stepper = next;
    }

    private Advance advance(@Nullable Entry entry, boolean late) {
        List<Decision> changed = stepper.book().drain();
        if (entry != null) {
            leaveBehind(entry);
        }
        Timeline.State next = new Timeline.State(
                state.version() + 1,
                stepper.reached(),
                stepper.traits(),
                chronicle.base(),
                chronicle.baseAt(),
                stepper.exclusions(),
                divergedFrom,
                stepper.live().rules(),
                stepper.nextDue().orElse(null));
        if (entry != null) {
            state = next;
        }
        return new Advance(profileId, entry, late, changed, next, null);
    }

    /** What neither rules nor a late event that still counts can reach is folded. */
    private void leaveBehind(Entry entry) {
        Policy policy = stepper.policy();
        Instant last = stepper.reached().at();
        Instant outOfSight = last.minus(policy.lookback()).minus(policy.lateness());
        if (divergedFrom != null
                && divergedFrom.at().isBefore(outOfSight)
                && isAnotherDay(state.reached().at(), last)
                && divergence()
                        .filter(divergence -> divergence.isSeenSince(outOfSight))
                        .isEmpty()) {
            divergedFrom = null;
        }
        Instant needed = divergedFrom == null ? last : divergedFrom.at();
        chronicle.forget(needed.minus(policy.lookback()).minus(policy.lateness()), stepper.book());
    }

    /** The profile as it is now, with what is not committed yet. */
    public Timeline timeline() {
        return new Timeline(
                profileId,
                state,
                chronicle.entries(),
                List.copyOf(stepper.book().all()));
    }

    /** The revision that the session is under. */
    public Ruleset ruleset() {
        return stepper.ruleset();
    }

    @Override
    public void close() {
        stepper.close();
    }
}
