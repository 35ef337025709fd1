package dev.opportune.storage;

import static dev.opportune.storage.Samples.NOON;
import static dev.opportune.storage.Samples.SOURCE;
import static dev.opportune.storage.Samples.advance;
import static dev.opportune.storage.Samples.change;
import static dev.opportune.storage.Samples.end;
import static dev.opportune.storage.Samples.event;
import static dev.opportune.storage.Samples.message;
import static dev.opportune.storage.Samples.minutes;
import static dev.opportune.storage.Samples.opening;
import static dev.opportune.storage.Samples.state;
import static dev.opportune.storage.Samples.trigger;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.opportune.kernel.decision.Decision;
import dev.opportune.kernel.decision.Delivery;
import dev.opportune.kernel.decision.Kind;
import dev.opportune.kernel.decision.Outcome;
import dev.opportune.kernel.decision.TriggerName;
import dev.opportune.kernel.store.Activation;
import dev.opportune.kernel.store.Advance;
import dev.opportune.kernel.store.Answer;
import dev.opportune.kernel.store.DecisionQuery;
import dev.opportune.kernel.store.Exclusion;
import dev.opportune.kernel.store.Failing;
import dev.opportune.kernel.store.Folds;
import dev.opportune.kernel.store.InFlight;
import dev.opportune.kernel.store.Logged;
import dev.opportune.kernel.store.Motion;
import dev.opportune.kernel.store.Receipt;
import dev.opportune.kernel.store.Recorded;
import dev.opportune.kernel.store.Store;
import dev.opportune.kernel.store.Store.WakeUp;
import dev.opportune.kernel.store.Timeline;
import dev.opportune.kernel.timeline.Entry;
import dev.opportune.kernel.timeline.Event;
import dev.opportune.kernel.timeline.Step;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every store must do, whatever it keeps things in. */
abstract class StoreContract {
    private static final Instant WRITTEN = minutes(1);
    private static final DecisionQuery ALL = new DecisionQuery(null, null, null, null, null, null, 0, 100);

    private Store store;

    abstract Store open();

    @BeforeEach
    void opened() {
        store = open();
    }

    @AfterEach
    void closed() {
        store.close();
    }

    private List<Receipt> commit(Advance... advances) {
        return store.commit(List.of(advances), WRITTEN);
    }

    @Test
    void aProfile_neverSeen_isNotThere() {
        assertThat(store.timeline("u1")).isEmpty();
        assertThat(store.wholeTimeline("u1")).isEmpty();
        assertThat(store.state("u1")).isEmpty();
        assertThat(store.log("u1", 0, 10)).isEmpty();
        assertThat(store.knows(SOURCE, "e1")).isFalse();
    }

    @Test
    void whatIsCommitted_isReadBackEqual() {
        Event cause = event("u1", "e1", NOON);
        Decision opened = opening("u1", trigger("f", "e1"), NOON);
        assertThat(commit(advance("u1", 1, cause, opened))).containsExactly(Receipt.COMMITTED);

        Timeline expected = new Timeline("u1", state(1), List.of(cause), List.of(opened));
        assertThat(store.timeline("u1")).contains(expected);
        assertThat(store.wholeTimeline("u1")).contains(expected);
        assertThat(store.state("u1")).contains(state(1));
        assertThat(store.knows(SOURCE, "e1")).isTrue();
        assertThat(store.knows("app", "e1")).isFalse();
    }

    @Test
    void everyField_howeverOdd_isReadBackEqual() {
        Advance rich = Rich.advance();
        commit(rich);

        assertThat(store.state(Rich.PROFILE)).contains(rich.state());
        assertThat(store.wholeTimeline(Rich.PROFILE).orElseThrow().decisions())
                .containsExactlyInAnyOrderElementsOf(rich.changed());
        assertThat(store.log(Rich.PROFILE, 0, 10).get(0)).isEqualTo(new Logged.Taken(1, rich.entry(), true));
    }

    @Test
    void aChangeOfProfile_withAndWithoutItsOptions_isReadBackEqual() {
        Entry full = Rich.change("c1");
        Entry bare = Rich.bareChange("c2");
        commit(advance(Rich.PROFILE, 1, full), advance(Rich.PROFILE, 2, bare));

        assertThat(store.timeline(Rich.PROFILE).orElseThrow().entries()).containsExactlyInAnyOrder(full, bare);
    }

    @Test
    void texts_thatUtf8CannotHold_stayApart() {
        String one = "\uD800";
        String other = "\uDC00";
        assertThat(commit(
                        advance(one, 1, event(one, one, NOON)),
                        advance(other, 1, event(other, other, NOON)),
                        advance("\uFFFD", 1, event("\uFFFD", "\uFFFD", NOON)),
                        advance("a\0b", 1, event("a\0b", "a\0b", NOON))))
                .containsOnly(Receipt.COMMITTED);

        assertThat(store.timeline(one).orElseThrow().entries()).containsExactly(event(one, one, NOON));
        assertThat(store.timeline("\uFFFD").orElseThrow().entries()).containsExactly(event("\uFFFD", "\uFFFD", NOON));
        assertThat(store.timeline("a\0b").orElseThrow().entries()).containsExactly(event("a\0b", "a\0b", NOON));
        assertThat(store.knows(SOURCE, "?")).isFalse();
    }

    @Test
    void anEntry_committedTwice_countsOnce() {
        commit(advance("u1", 1, event("u1", "e1", NOON)));

        assertThat(commit(advance("u1", 2, event("u1", "e1", NOON)), advance("u2", 1, event("u2", "e1", NOON))))
                .containsExactly(Receipt.DUPLICATE, Receipt.DUPLICATE);
        assertThat(store.state("u1")).contains(state(1));
        assertThat(store.state("u2")).isEmpty();
    }

    @Test
    void anEntry_twiceInOneTransaction_countsOnce() {
        assertThat(commit(advance("u1", 1, event("u1", "e1", NOON)), advance("u1", 2, event("u1", "e1", NOON))))
                .containsExactly(Receipt.COMMITTED, Receipt.DUPLICATE);
    }

    @Test
    void anEntry_ofTheSameIdFromAnotherSource_isAnother() {
        Event other = new Event(
                "app",
                "e1",
                "u1",
                "Product Added",
                NOON,
                NOON,
                event("u1", "e1", NOON).properties(),
                false,
                false);
        assertThat(commit(advance("u1", 1, event("u1", "e1", NOON)), advance("u1", 2, other)))
                .containsOnly(Receipt.COMMITTED);
    }

    @Test
    void anAdvance_ofAProfileThatHasMovedOn_isStale() {
        commit(advance("u1", 1, event("u1", "e1", NOON)));

        assertThat(commit(advance("u1", 1, event("u1", "e2", NOON)), advance("u1", 3, event("u1", "e3", NOON))))
                .containsExactly(Receipt.STALE, Receipt.STALE);
        assertThat(store.knows(SOURCE, "e2")).isFalse();
        assertThat(store.timeline("u1").orElseThrow().entries()).hasSize(1);
    }

    @Test
    void anAdvance_afterOneThatWasNotWritten_isStaleAndOthersAreNot() {
        commit(advance("u1", 1, event("u1", "e1", NOON)));

        assertThat(commit(
                        advance("u1", 2, event("u1", "e1", NOON)),
                        advance("u1", 3, event("u1", "e2", NOON), opening("u1", trigger("f", "e2"), NOON)),
                        advance("u2", 1, event("u2", "e3", NOON))))
                .containsExactly(Receipt.DUPLICATE, Receipt.STALE, Receipt.COMMITTED);
        assertThat(store.decisions(ALL)).isEmpty();
        assertThat(store.timeline("u2").orElseThrow().entries()).hasSize(1);
    }

    @Test
    void severalAdvances_ofOneProfile_addUp() {
        Decision waiting = message("u1", trigger("f", "e1"), Kind.DELAY, "m", change(Outcome.WAIT, NOON));
        Decision sent = waiting.then(change(Outcome.SEND, minutes(30)));
        assertThat(commit(
                        advance("u1", 1, event("u1", "e1", NOON), waiting),
                        advance("u1", 2, event("u1", "e2", minutes(1))),
                        advance("u1", state(3, minutes(60)), sent)))
                .containsOnly(Receipt.COMMITTED);

        Timeline timeline = store.timeline("u1").orElseThrow();
        assertThat(timeline.state()).isEqualTo(state(3, minutes(60)));
        assertThat(timeline.entries()).hasSize(2);
        assertThat(timeline.decisions()).containsExactly(sent);
        assertThat(store.decision(sent.id()).orElseThrow().sequence()).isEqualTo(4);
    }

    @Test
    void aDecision_whoseOutcomesWereReplaced_isAsItWasGivenLast() {
        TriggerName trigger = trigger("f", "e1");
        Decision first =
                message("u1", trigger, Kind.DELAY, "m", change(Outcome.WAIT, NOON), change(Outcome.CANCEL, minutes(5)));
        Decision shorter = message("u1", trigger, Kind.DELAY, "m", change(Outcome.WAIT, NOON));
        Decision other = message("u1", trigger, Kind.DELAY, "m", change(Outcome.WAIT, minutes(1)));
        Decision longer = other.then(change(Outcome.CANCEL, minutes(5)));
        long version = 0;
        long before = 0;
        for (Decision next : List.of(first, shorter, first, other, longer, first)) {
            commit(advance("u1", state(++version), next));

            Recorded recorded = store.decision(next.id()).orElseThrow();
            assertThat(recorded.decision()).isEqualTo(next);
            assertThat(recorded.sequence()).isGreaterThan(before);
            assertThat(store.decisions(after(before))).containsExactly(recorded);
            before = recorded.sequence();
        }
        assertThat(store.decisions(ALL)).hasSize(1);
    }

    @Test
    void aTransaction_thatCannotBeWritten_leavesNothing() {
        Entry tooFine = event("u2", "e2", NOON.plusNanos(1));
        assertThatThrownBy(() -> commit(advance("u1", 1, event("u1", "e1", NOON)), advance("u2", 1, tooFine)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("instant_too_fine: ");
        assertThat(store.knows(SOURCE, "e1")).isFalse();
        assertThat(store.state("u1")).isEmpty();
        assertThat(commit(advance("u1", 1, event("u1", "e1", NOON)))).containsExactly(Receipt.COMMITTED);
    }

    @Test
    void aDecision_thatChanges_takesANewPlaceInTheFeed() {
        Decision first = message("u1", trigger("f", "e1"), Kind.DELAY, "m", change(Outcome.WAIT, NOON));
        Decision second = message("u2", trigger("f", "e2"), Kind.DELAY, "m", change(Outcome.WAIT, NOON));
        commit(advance("u1", state(1), first), advance("u2", state(1), second));
        List<Recorded> before = store.decisions(ALL);
        assertThat(before).extracting(Recorded::decision).containsExactly(first, second);

        Decision sent = first.then(change(Outcome.SEND, minutes(30)));
        store.commit(List.of(advance("u1", state(2), sent)), minutes(31));

        List<Recorded> after = store.decisions(after(before.get(1).sequence()));
        assertThat(after).extracting(Recorded::decision).containsExactly(sent);
        assertThat(after).extracting(Recorded::recordedAt).containsExactly(minutes(31));
        assertThat(store.decisions(ALL)).extracting(Recorded::decision).containsExactly(second, sent);
    }

    @Test
    void aDecision_thatIsHandedOver_keepsItsPlaceInTheFeed() {
        Decision sent = message("u1", trigger("f", "e1"), Kind.TRIGGER, "m", change(Outcome.SEND, NOON));
        commit(advance("u1", state(1), sent));
        Recorded before = store.decision(sent.id()).orElseThrow();

        Decision handedOver = sent.with(new Delivery(Delivery.State.HANDED_OVER, minutes(2), null));
        store.commit(List.of(advance("u1", state(2), handedOver)), minutes(2));

        assertThat(store.decision(sent.id())).contains(new Recorded(handedOver, before.sequence(), minutes(2)));
    }

    @Test
    void aTimeline_withABase_beginsThere() {
        Entry before = event("u1", "e1", minutes(-60));
        Entry atTheBase = event("u1", "e2", NOON);
        Entry after = event("u1", "e0", minutes(1));
        commit(
                advance("u1", 1, after),
                advance("u1", 2, before),
                new Advance("u1", atTheBase, false, List.of(), state(3, "r1", null, atTheBase.step()), null));

        assertThat(store.timeline("u1").orElseThrow().entries()).containsExactly(atTheBase, after);
        Timeline whole = store.wholeTimeline("u1").orElseThrow();
        assertThat(whole.entries()).containsExactly(before, atTheBase, after);
        assertThat(whole.state()).isEqualTo(state(3));
    }

    @Test
    void aTimeline_whoseBaseIsWithinAnInstant_beginsThere() {
        Entry first = event("u1", "a", NOON);
        Entry second = event("u1", "\uD83D\uDE00", NOON);
        Entry third = event("u1", "\uFF21", NOON);
        commit(
                advance("u1", 1, third),
                advance("u1", 2, first),
                new Advance("u1", second, false, List.of(), state(3, "r1", null, second.step()), null));

        assertThat(store.timeline("u1").orElseThrow().entries()).containsExactly(second, third);
    }

    @Test
    void aTimeline_withABase_hasWhatWasDecidedSinceWaitsOrIsOpen() {
        Instant long0 = minutes(-10_000);
        Instant long1 = minutes(-9_000);
        TriggerName over = trigger("f", "over");
        TriggerName open = trigger("f", "open");
        TriggerName endedSince = trigger("f", "ended-since");
        TriggerName undone = trigger("f", "undone");
        TriggerName reborn = trigger("f", "reborn");
        Decision waiting = message("u1", over, Kind.DELAY, "waits", change(Outcome.WAIT, long0));
        Decision sentOfOpen = message("u1", open, Kind.TRIGGER, "sent", change(Outcome.SEND, long0));
        Decision sentSince =
                message("u1", undone, Kind.DELAY, "since", change(Outcome.WAIT, long0), change(Outcome.SEND, NOON));
        Decision endUndone = end("u1", reborn, long0).then(change(Outcome.CANCEL, "late_event", long1));
        List<Decision> kept = List.of(
                waiting,
                opening("u1", open, long0),
                sentOfOpen,
                sentSince,
                opening("u1", endedSince, long0),
                end("u1", endedSince, NOON),
                opening("u1", reborn, long0),
                endUndone);
        List<Decision> left = List.of(
                opening("u1", over, long0),
                end("u1", over, long1),
                message("u1", over, Kind.TRIGGER, "long ago", change(Outcome.SEND, long0)),
                opening("u1", undone, long0).then(change(Outcome.CANCEL, "late_event", long1)));
        Timeline.State state = state(1, "r1", null, Step.due(NOON));
        commit(advance("u1", state, concat(kept, left)));

        assertThat(store.timeline("u1").orElseThrow().decisions())
                .containsExactlyInAnyOrderElementsOf(kept)
                .isSortedAccordingTo((a, b) -> a.id().compareTo(b.id()));
        assertThat(store.wholeTimeline("u1").orElseThrow().decisions())
                .hasSize(kept.size() + left.size())
                .isSortedAccordingTo((a, b) -> a.id().compareTo(b.id()));
    }

    private static Decision[] concat(List<Decision> some, List<Decision> more) {
        return java.util.stream.Stream.concat(some.stream(), more.stream()).toArray(Decision[]::new);
    }

    @Test
    void wholeTimeline_ofAProfileWithFolds_foldsNothing() {
        commit(Rich.advance());
        assertThat(store.wholeTimeline(Rich.PROFILE).orElseThrow().state().base())
                .isEqualTo(Folds.NONE);
    }

    @Test
    void wakeUps_thatAreDue_comeEarliestFirst() {
        commit(
                advance("u1", state(1, minutes(30))),
                advance("u2", state(1, minutes(10))),
                advance("u3", state(1, minutes(31))),
                advance("u4", state(1)),
                advance("u0", state(1, minutes(30))));

        assertThat(store.nextWakeUp()).contains(minutes(10));
        assertThat(store.wakeUps(minutes(30), 10))
                .containsExactly(
                        new WakeUp("u2", minutes(10)), new WakeUp("u0", minutes(30)), new WakeUp("u1", minutes(30)));
        assertThat(store.wakeUps(minutes(30), 1)).containsExactly(new WakeUp("u2", minutes(10)));
        assertThat(store.wakeUps(minutes(10).minusMillis(1), 10)).isEmpty();
    }

    @Test
    void aWakeUp_thatIsMovedOrDropped_isFoundNoMoreWhereItWas() {
        commit(advance("u1", state(1, minutes(10))), advance("u2", state(1, minutes(20))));
        commit(advance("u1", state(2, minutes(30))), advance("u2", state(2)));

        assertThat(store.wakeUps(minutes(60), 10)).containsExactly(new WakeUp("u1", minutes(30)));
        assertThat(store.nextWakeUp()).contains(minutes(30));
    }

    @Test
    void nextWakeUp_whenNobodyIsDue_isEmpty() {
        commit(advance("u1", state(1)));
        assertThat(store.nextWakeUp()).isEmpty();
    }

    @Test
    void profilesNotUnder_findsTheActiveUnderOthersInTheirOrder() {
        commit(
                new Advance("c", event("c", "1", NOON), false, List.of(), under("old", 1), null),
                new Advance("a", event("a", "2", NOON), false, List.of(), under("old", 1), null),
                new Advance("b", event("b", "3", NOON), false, List.of(), under("new", 1), null),
                new Advance("d", event("d", "4", minutes(-1)), false, List.of(), under("old", 1), null),
                new Advance("e", null, false, List.of(), under("old", 1), null));

        assertThat(store.profilesNotUnder("new", NOON, "", 10)).containsExactly("a", "c");
        assertThat(store.profilesNotUnder("new", NOON, "", 1)).containsExactly("a");
        assertThat(store.profilesNotUnder("new", NOON, "a", 10)).containsExactly("c");
        assertThat(store.profilesNotUnder("new", NOON, "c", 10)).isEmpty();
    }

    @Test
    void profilesNotUnder_goesByTheLatestThatWasDone() {
        commit(
                new Advance("a", event("a", "1", NOON), false, List.of(), under("old", 1), null),
                new Advance("a", event("a", "2", minutes(-90)), true, List.of(), under("old", 2), null));
        commit(new Advance("a", event("a", "3", minutes(-80)), true, List.of(), under("old", 3), null));
        commit(new Advance("a", null, false, List.of(), under("old", 4), null));

        assertThat(store.profilesNotUnder("new", NOON, "", 10)).containsExactly("a");
        assertThat(store.profilesNotUnder("new", NOON.plusMillis(1), "", 10)).isEmpty();
    }

    private static Timeline.State under(String revision, long version) {
        return state(version, revision, null, Step.FIRST);
    }

    @Test
    void decision_byId_hasAllItsChanges() {
        Decision sent = message(
                "u1",
                trigger("f", "e1"),
                Kind.DELAY,
                "m",
                change(Outcome.WAIT, NOON),
                change(Outcome.WAIT, "quiet_hours", minutes(30)),
                change(Outcome.SEND, minutes(60)));
        commit(advance("u1", state(1), sent));

        assertThat(store.decision(sent.id())).contains(new Recorded(sent, 3, WRITTEN));
        assertThat(store.decision("d_none")).isEmpty();
    }

    @Test
    void decisions_byEachField_areThoseThatMatch() {
        Decision sent = message("u1", trigger("f", "e1"), Kind.TRIGGER, "m", change(Outcome.SEND, NOON));
        Decision held = message(
                "u1", trigger("g", "e1"), Kind.DELAY, "m", change(Outcome.SUPPRESS, "frequency_cap", minutes(1)));
        Decision other = message("u2", trigger("f", "e2"), Kind.FALLBACK, "m", change(Outcome.WAIT, minutes(2)));
        commit(advance("u1", state(1), sent, held), advance("u2", state(1), other));

        assertThat(found(query("u1", null, null, null, null, null))).containsExactly(sent, held);
        assertThat(found(query(null, "f", null, null, null, null))).containsExactly(sent, other);
        assertThat(found(query(null, null, Kind.FALLBACK, null, null, null))).containsExactly(other);
        assertThat(found(query(null, null, null, Outcome.SEND, null, null))).containsExactly(sent);
        assertThat(found(query(null, null, null, null, "frequency_cap", null))).containsExactly(held);
        assertThat(found(query(null, null, null, null, null, minutes(1)))).containsExactly(held, other);
        assertThat(found(query(null, null, null, null, null, minutes(1).plusNanos(1))))
                .containsExactly(other);
        assertThat(found(query("u1", "f", Kind.TRIGGER, Outcome.SEND, null, NOON)))
                .containsExactly(sent);
        assertThat(found(query("u2", "g", null, null, null, null))).isEmpty();
    }

    @Test
    void decisions_inPages_areAllSeenOnce() {
        for (int i = 0; i < 5; i++) {
            commit(advance("u" + i, state(1), opening("u" + i, trigger("f", "e" + i), NOON)));
        }
        List<Recorded> first = store.decisions(new DecisionQuery(null, null, null, null, null, null, 0, 2));
        List<Recorded> rest = store.decisions(after(first.get(1).sequence()));

        assertThat(first).hasSize(2);
        assertThat(rest).extracting(recorded -> recorded.decision().profileId()).containsExactly("u2", "u3", "u4");
    }

    private List<Decision> found(DecisionQuery query) {
        return store.decisions(query).stream().map(Recorded::decision).toList();
    }

    private static DecisionQuery query(
            @Nullable String profile,
            @Nullable String flow,
            @Nullable Kind kind,
            @Nullable Outcome outcome,
            @Nullable String reason,
            @Nullable Instant since) {
        return new DecisionQuery(profile, flow, kind, outcome, reason, since, 0, 100);
    }

    private static DecisionQuery after(long sequence) {
        return new DecisionQuery(null, null, null, null, null, null, sequence, 100);
    }

    @Test
    void log_isInTheOrderOfAcceptanceWithDecisionsAtTheirLatestChange() {
        Entry first = event("u1", "e1", NOON);
        Entry second = event("u1", "e2", minutes(-5));
        Decision waiting = message("u1", trigger("f", "e1"), Kind.DELAY, "m", change(Outcome.WAIT, NOON));
        Decision opened = opening("u1", trigger("f", "e1"), NOON);
        commit(advance("u1", 1, first, opened, waiting));
        commit(advance("u2", 1, event("u2", "e3", NOON)));
        commit(new Advance("u1", second, true, List.of(), state(2), null));
        Decision sent = waiting.then(change(Outcome.SEND, minutes(30)));
        commit(advance("u1", state(3), sent));

        List<Logged> log = store.log("u1", 0, 10);
        assertThat(log).extracting(Logged::sequence).containsExactly(1L, 2L, 5L, 6L);
        assertThat(log.get(0)).isEqualTo(new Logged.Taken(1, first, false));
        assertThat(log.get(1)).isEqualTo(new Logged.Decided(new Recorded(opened, 2, WRITTEN)));
        assertThat(log.get(2)).isEqualTo(new Logged.Taken(5, second, true));
        assertThat(log.get(3)).isEqualTo(new Logged.Decided(new Recorded(sent, 6, WRITTEN)));
        assertThat(store.log("u1", 2, 1)).containsExactly(log.get(2));
    }

    @Test
    void anAnswer_isKeptByProfileAndKey() {
        Answer answer = new Answer("u1", "k", "hash", "{\"a\":  \"\u00fc\"}", WRITTEN);
        commit(advance("u1", state(1)).with(answer));

        assertThat(store.answer("u1", "k", NOON)).contains(answer);
        assertThat(store.answer("u1", "k", WRITTEN)).contains(answer);
        assertThat(store.answer("u1", "k", WRITTEN.plusMillis(1))).isEmpty();
        assertThat(store.answer("u1", "other", NOON)).isEmpty();
        assertThat(store.answer("u2", "k", NOON)).isEmpty();
    }

    @Test
    void anAnswer_ofAnAdvanceThatWasNotWritten_isNotKept() {
        commit(advance("u1", state(2)).with(new Answer("u1", "k", "hash", "{}", WRITTEN)));
        assertThat(store.answer("u1", "k", NOON)).isEmpty();
    }

    @Test
    void anAnswer_olderThanADay_isReplacedAndForgotten() {
        Instant nextDay = WRITTEN.plus(Duration.ofHours(24)).plusMillis(1);
        commit(advance("u1", state(1)).with(new Answer("u1", "k", "hash", "{}", WRITTEN)));
        commit(advance("u1", state(2)).with(new Answer("u1", "gone", "hash", "{}", WRITTEN)));
        Answer newer = new Answer("u1", "k", "other", "{}", nextDay);
        store.commit(List.of(advance("u1", state(3)).with(newer)), nextDay);

        assertThat(store.answer("u1", "k", Instant.EPOCH)).contains(newer);
        assertThat(store.answer("u1", "gone", Instant.EPOCH)).isEmpty();
    }

    @Test
    void activations_comeOldestFirstAndFilesStay() {
        Map<String, byte[]> files = Map.of("policy.yml", "holdout: 5%".getBytes(UTF_8), "b.drl", new byte[] {0, -1});
        store.activate(new Activation(NOON, "r1", "ana"), files);
        store.activate(new Activation(minutes(2), "r2", "bob"), Map.of("c.drl", new byte[0]));
        store.activate(new Activation(minutes(1), "r1", "ana"), Map.of());

        assertThat(store.activations())
                .containsExactly(
                        new Activation(NOON, "r1", "ana"),
                        new Activation(minutes(1), "r1", "ana"),
                        new Activation(minutes(2), "r2", "bob"));
        assertThat(store.files("r1").orElseThrow())
                .containsOnlyKeys("policy.yml", "b.drl")
                .containsEntry("b.drl", new byte[] {0, -1});
        assertThat(store.files("r2").orElseThrow()).containsOnlyKeys("c.drl");
        assertThat(store.files("r3")).isEmpty();
    }

    @Test
    void activate_withoutFilesOfAnUnknownRevision_isRefused() {
        assertThatThrownBy(() -> store.activate(new Activation(NOON, "r9", "ana"), Map.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("revision_without_files: ");
        assertThat(store.activations()).isEmpty();
    }

    @Test
    void anActivation_withAllThatCanBeSaidOfIt_isReadBackEqual() {
        Activation first = new Activation(NOON, "r1", "ana", "caps for \u00fc", new TreeSet<>());
        Activation reduced =
                new Activation(minutes(1), "r1", "quarantine", "", new TreeSet<>(List.of("b \"quoted\"", "a")));
        store.activate(first, Map.of("policy.yml", new byte[0]));
        store.activate(reduced, Map.of());

        assertThat(store.activations()).containsExactly(first, reduced);
        assertThat(store.activations().get(1).without()).containsExactly("a", "b \"quoted\"");
    }

    @Test
    void aFolder_thatIsToGiveWay_isNamedUntilItHas_orSomethingElseGoesLive() {
        Map<String, byte[]> files = Map.of("policy.yml", new byte[0]);
        assertThat(store.outranked()).isEmpty();
        store.activate(new Activation(NOON, "r1", "ana"), files, "r0");
        assertThat(store.outranked()).contains("r0");
        store.outrank("half of r0");
        assertThat(store.outranked()).contains("half of r0");
        store.outrank(null);
        assertThat(store.outranked()).isEmpty();

        store.activate(new Activation(minutes(1), "r2", "ana"), files, "r1");
        store.activate(new Activation(minutes(2), "r3", "ana"), files);
        assertThat(store.outranked()).isEmpty();
    }

    @Test
    void proposals_comeOldestFirst_oneOfEachWhoProposes_andTheirFilesStay() {
        Motion early = new Motion(NOON, "r1", "ana", "too many caps");
        Motion other = new Motion(minutes(1), "r2", "ben", "");
        Motion again = new Motion(minutes(2), "r3", "ana", "fewer");
        store.propose(other, Map.of("b.drl", new byte[] {2}));
        store.propose(early, Map.of("a.drl", new byte[] {1}));
        assertThat(store.motions()).containsExactly(early, other);

        store.propose(again, Map.of("c.drl", new byte[] {3}));
        assertThat(store.motions()).containsExactly(other, again);
        assertThat(store.files("r1").orElseThrow()).containsEntry("a.drl", new byte[] {1});
        assertThat(store.activations()).isEmpty();
    }

    @Test
    void aProposal_isOverWhenItIsTakenBackOrGoesLive() {
        store.propose(new Motion(NOON, "r1", "ana", ""), Map.of("a.drl", new byte[0]));
        store.propose(new Motion(NOON, "r2", "ben", ""), Map.of("b.drl", new byte[0]));
        store.withdraw("ana");
        store.withdraw("nobody");
        assertThat(store.motions()).extracting(Motion::by).containsExactly("ben");

        store.activate(new Activation(minutes(1), "r2", "cleo"), Map.of());
        assertThat(store.motions()).isEmpty();
    }

    @Test
    void aProposal_withoutFilesOfAnUnknownRevision_isRefused() {
        assertThatThrownBy(() -> store.propose(new Motion(NOON, "r9", "ana", ""), Map.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("revision_without_files: ");
        assertThat(store.motions()).isEmpty();
    }

    @Test
    void revisions_areFoundByHowTheyBegin() {
        Map<String, byte[]> files = Map.of("a.drl", new byte[0]);
        store.activate(new Activation(NOON, "9c41", "ana"), files);
        store.activate(new Activation(minutes(1), "9c42", "ana"), files);
        store.propose(new Motion(NOON, "9d", "ana", ""), files);

        assertThat(store.revisions("9c", 10)).containsExactly("9c41", "9c42");
        assertThat(store.revisions("9c42", 10)).containsExactly("9c42");
        assertThat(store.revisions("", 2)).containsExactly("9c41", "9c42");
        assertThat(store.revisions("9d", 10)).containsExactly("9d");
        assertThat(store.revisions("a", 10)).isEmpty();
    }

    @Test
    void whatIsInFlight_isWhatIsOpenAndWhatWaits_byFlow() {
        Decision open = opening("u1", trigger("cart", "e1"), NOON);
        Decision ended = opening("u1", trigger("cart", "e2"), NOON);
        Decision undone = opening("u1", trigger("cart", "e3"), NOON)
                .then(change(Outcome.CANCEL, Decision.LATE_EVENT, minutes(1)));
        commit(advance(
                "u1",
                state(1),
                open,
                ended,
                undone,
                end("u1", trigger("cart", "e2"), minutes(1)),
                message("u1", trigger("cart", "e1"), Kind.DELAY, "m", change(Outcome.WAIT, NOON)),
                message("u1", trigger("cart", "e2"), Kind.DELAY, "m", change(Outcome.SEND, NOON)),
                message("u1", trigger("gone", "e9"), Kind.DELAY, "m", change(Outcome.WAIT, NOON))));
        commit(advance("u2", state(1), opening("u2", trigger("cart", "e4"), NOON)));
        commit(advance("u2", state(2), opening("u2", trigger("browse", "e5"), NOON)));

        assertThat(store.inFlight())
                .containsExactly(new InFlight("browse", 1, 0), new InFlight("cart", 2, 1), new InFlight("gone", 0, 1));
    }

    @Test
    void anEnd_thatALateEventUndid_leavesItsTriggerOpen() {
        Decision end = end("u1", trigger("cart", "e1"), minutes(1));
        commit(advance("u1", state(1), opening("u1", trigger("cart", "e1"), NOON), end));
        assertThat(store.inFlight()).isEmpty();

        commit(advance("u1", state(2), end.then(change(Outcome.CANCEL, Decision.LATE_EVENT, minutes(1)))));
        assertThat(store.inFlight()).containsExactly(new InFlight("cart", 1, 0));
    }

    @Test
    void rulesThatFail_areCountedByProfile_sinceAnInstant() {
        Exclusion early = new Exclusion(Step.due(NOON), "r1", "fragile");
        Exclusion late = new Exclusion(Step.due(minutes(5)), "r1", "fragile");
        Exclusion brittle = new Exclusion(Step.due(minutes(5)), "r1", "brittle");
        Exclusion elsewhere = new Exclusion(Step.due(minutes(5)), "r2", "fragile");
        commit(advance("u1", excluding(1, early)));
        commit(advance("u1", excluding(2, early, brittle, elsewhere)));
        commit(advance("u2", excluding(1, late)));

        assertThat(store.failing("r1", Instant.MIN))
                .containsExactly(new Failing("brittle", 1), new Failing("fragile", 2));
        assertThat(store.failing("r1", minutes(5)))
                .containsExactly(new Failing("brittle", 1), new Failing("fragile", 1));
        assertThat(store.failing("r2", minutes(5))).containsExactly(new Failing("fragile", 1));
        assertThat(store.failing("r1", minutes(6))).isEmpty();
    }

    private static Timeline.State excluding(long version, Exclusion... exclusions) {
        Timeline.State state = state(version);
        return new Timeline.State(
                version,
                state.reached(),
                state.traits(),
                state.base(),
                state.baseAt(),
                List.of(exclusions),
                null,
                state.revision(),
                null);
    }

    @Test
    void questions_aboutInstantsBeyondAllTime_haveAnswers() {
        commit(advance("u1", 1, event("u1", "e1", NOON)), advance("u2", state(1, NOON)));

        assertThat(store.wakeUps(Instant.MAX, 10)).hasSize(1);
        assertThat(store.wakeUps(Instant.MIN, 10)).isEmpty();
        assertThat(store.profilesNotUnder("new", Instant.MAX, "", 10)).isEmpty();
        assertThat(found(query(null, null, null, null, null, Instant.MAX))).isEmpty();
    }
}
