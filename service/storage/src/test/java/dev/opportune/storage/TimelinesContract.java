package dev.opportune.storage;

import static dev.opportune.storage.Samples.NOON;
import static dev.opportune.storage.Samples.advance;
import static dev.opportune.storage.Samples.change;
import static dev.opportune.storage.Samples.end;
import static dev.opportune.storage.Samples.event;
import static dev.opportune.storage.Samples.message;
import static dev.opportune.storage.Samples.minutes;
import static dev.opportune.storage.Samples.opening;
import static dev.opportune.storage.Samples.state;
import static dev.opportune.storage.Samples.trigger;
import static org.assertj.core.api.Assertions.assertThat;

import dev.opportune.kernel.decision.Decision;
import dev.opportune.kernel.decision.Kind;
import dev.opportune.kernel.decision.Outcome;
import dev.opportune.kernel.decision.TriggerName;
import dev.opportune.kernel.store.Advance;
import dev.opportune.kernel.store.Folds;
import dev.opportune.kernel.store.Logged;
import dev.opportune.kernel.store.Recorded;
import dev.opportune.kernel.store.Store.WakeUp;
import dev.opportune.kernel.store.Timeline;
import dev.opportune.kernel.timeline.Entry;
import dev.opportune.kernel.timeline.Step;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What there is of a profile, from where it is taken up again, and who is due. */
abstract class TimelinesContract extends StoreContract {
    @Test
    void aTimeline_withABase_beginsThere() {
        Entry before = event("u1", "e1", minutes(-60));
        Entry atTheBase = event("u1", "e2", NOON);
        Entry after = event("u1", "e0", minutes(1));
        commit(
                advance("u1", 1, after),
                advance("u1", 2, before),
                new Advance("u1", atTheBase, false, List.of(), state(3, "r1", null, atTheBase.step()), null));

        assertThat(store().timeline("u1").orElseThrow().entries()).containsExactly(atTheBase, after);
        Timeline whole = store().wholeTimeline("u1").orElseThrow();
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

        assertThat(store().timeline("u1").orElseThrow().entries()).containsExactly(second, third);
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

        assertThat(store().timeline("u1").orElseThrow().decisions())
                .containsExactlyInAnyOrderElementsOf(kept)
                .isSortedAccordingTo((a, b) -> a.id().compareTo(b.id()));
        assertThat(store().wholeTimeline("u1").orElseThrow().decisions())
                .hasSize(kept.size() + left.size())
                .isSortedAccordingTo((a, b) -> a.id().compareTo(b.id()));
    }

    private static Decision[] concat(List<Decision> some, List<Decision> more) {
        return Stream.concat(some.stream(), more.stream()).toArray(Decision[]::new);
    }

    @Test
    void wholeTimeline_ofAProfileWithFolds_foldsNothing() {
        commit(Rich.advance());
        assertThat(store().wholeTimeline(Rich.PROFILE).orElseThrow().state().base())
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

        assertThat(store().nextWakeUp()).contains(minutes(10));
        assertThat(store().wakeUps(minutes(30), 10))
                .containsExactly(
                        new WakeUp("u2", minutes(10)), new WakeUp("u0", minutes(30)), new WakeUp("u1", minutes(30)));
        assertThat(store().wakeUps(minutes(30), 1)).containsExactly(new WakeUp("u2", minutes(10)));
        assertThat(store().wakeUps(minutes(10).minusMillis(1), 10)).isEmpty();
    }

    @Test
    void aWakeUp_thatIsMovedOrDropped_isFoundNoMoreWhereItWas() {
        commit(advance("u1", state(1, minutes(10))), advance("u2", state(1, minutes(20))));
        commit(advance("u1", state(2, minutes(30))), advance("u2", state(2)));

        assertThat(store().wakeUps(minutes(60), 10)).containsExactly(new WakeUp("u1", minutes(30)));
        assertThat(store().nextWakeUp()).contains(minutes(30));
    }

    @Test
    void nextWakeUp_whenNobodyIsDue_isEmpty() {
        commit(advance("u1", state(1)));
        assertThat(store().nextWakeUp()).isEmpty();
    }

    @Test
    void profilesNotUnder_findsTheActiveUnderOthersInTheirOrder() {
        commit(
                new Advance("c", event("c", "1", NOON), false, List.of(), under("old", 1), null),
                new Advance("a", event("a", "2", NOON), false, List.of(), under("old", 1), null),
                new Advance("b", event("b", "3", NOON), false, List.of(), under("new", 1), null),
                new Advance("d", event("d", "4", minutes(-1)), false, List.of(), under("old", 1), null),
                new Advance("e", null, false, List.of(), under("old", 1), null));

        assertThat(store().profilesNotUnder("new", NOON, "", 10)).containsExactly("a", "c");
        assertThat(store().profilesNotUnder("new", NOON, "", 1)).containsExactly("a");
        assertThat(store().profilesNotUnder("new", NOON, "a", 10)).containsExactly("c");
        assertThat(store().profilesNotUnder("new", NOON, "c", 10)).isEmpty();
    }

    @Test
    void profilesNotUnder_goesByTheLatestThatWasDone() {
        commit(
                new Advance("a", event("a", "1", NOON), false, List.of(), under("old", 1), null),
                new Advance("a", event("a", "2", minutes(-90)), true, List.of(), under("old", 2), null));
        commit(new Advance("a", event("a", "3", minutes(-80)), true, List.of(), under("old", 3), null));
        commit(new Advance("a", null, false, List.of(), under("old", 4), null));

        assertThat(store().profilesNotUnder("new", NOON, "", 10)).containsExactly("a");
        assertThat(store().profilesNotUnder("new", NOON.plusMillis(1), "", 10)).isEmpty();
    }

    private static Timeline.State under(String revision, long version) {
        return state(version, revision, null, Step.FIRST);
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

        List<Logged> log = store().log("u1", 0, 10);
        assertThat(log).extracting(Logged::sequence).containsExactly(1L, 2L, 5L, 6L);
        assertThat(log.get(0)).isEqualTo(new Logged.Taken(1, first, false));
        assertThat(log.get(1)).isEqualTo(new Logged.Decided(new Recorded(opened, 2, WRITTEN)));
        assertThat(log.get(2)).isEqualTo(new Logged.Taken(5, second, true));
        assertThat(log.get(3)).isEqualTo(new Logged.Decided(new Recorded(sent, 6, WRITTEN)));
        assertThat(store().log("u1", 2, 1)).containsExactly(log.get(2));
    }
}
