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
import dev.opportune.kernel.decision.Delivery;
import dev.opportune.kernel.decision.Kind;
import dev.opportune.kernel.decision.Outcome;
import dev.opportune.kernel.decision.TriggerName;
import dev.opportune.kernel.store.DecisionQuery;
import dev.opportune.kernel.store.InFlight;
import dev.opportune.kernel.store.Recorded;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Decisions as they are found, followed and counted. */
abstract class DecisionsContract extends StoreContract {
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

            Recorded recorded = store().decision(next.id()).orElseThrow();
            assertThat(recorded.decision()).isEqualTo(next);
            assertThat(recorded.sequence()).isGreaterThan(before);
            assertThat(store().decisions(after(before))).containsExactly(recorded);
            before = recorded.sequence();
        }
        assertThat(store().decisions(ALL)).hasSize(1);
    }

    @Test
    void aDecision_thatChanges_takesANewPlaceInTheFeed() {
        Decision first = message("u1", trigger("f", "e1"), Kind.DELAY, "m", change(Outcome.WAIT, NOON));
        Decision second = message("u2", trigger("f", "e2"), Kind.DELAY, "m", change(Outcome.WAIT, NOON));
        commit(advance("u1", state(1), first), advance("u2", state(1), second));
        List<Recorded> before = store().decisions(ALL);
        assertThat(before).extracting(Recorded::decision).containsExactly(first, second);

        Decision sent = first.then(change(Outcome.SEND, minutes(30)));
        store().commit(List.of(advance("u1", state(2), sent)), minutes(31));

        List<Recorded> after = store().decisions(after(before.get(1).sequence()));
        assertThat(after).extracting(Recorded::decision).containsExactly(sent);
        assertThat(after).extracting(Recorded::recordedAt).containsExactly(minutes(31));
        assertThat(store().decisions(ALL)).extracting(Recorded::decision).containsExactly(second, sent);
    }

    @Test
    void aDecision_thatIsHandedOver_keepsItsPlaceInTheFeed() {
        Decision sent = message("u1", trigger("f", "e1"), Kind.TRIGGER, "m", change(Outcome.SEND, NOON));
        commit(advance("u1", state(1), sent));
        Recorded before = store().decision(sent.id()).orElseThrow();

        Decision handedOver = sent.with(new Delivery(Delivery.State.HANDED_OVER, minutes(2), null));
        store().commit(List.of(advance("u1", state(2), handedOver)), minutes(2));

        assertThat(store().decision(sent.id())).contains(new Recorded(handedOver, before.sequence(), minutes(2)));
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

        assertThat(store().decision(sent.id())).contains(new Recorded(sent, 3, WRITTEN));
        assertThat(store().decision("d_none")).isEmpty();
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
        List<Recorded> first = store().decisions(new DecisionQuery(null, null, null, null, null, null, 0, 2));
        List<Recorded> rest = store().decisions(after(first.get(1).sequence()));

        assertThat(first).hasSize(2);
        assertThat(rest).extracting(recorded -> recorded.decision().profileId()).containsExactly("u2", "u3", "u4");
    }

    private List<Decision> found(DecisionQuery query) {
        return store().decisions(query).stream().map(Recorded::decision).toList();
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

        assertThat(store().inFlight())
                .containsExactly(new InFlight("browse", 1, 0), new InFlight("cart", 2, 1), new InFlight("gone", 0, 1));
    }

    @Test
    void anEnd_thatALateEventUndid_leavesItsTriggerOpen() {
        Decision end = end("u1", trigger("cart", "e1"), minutes(1));
        commit(advance("u1", state(1), opening("u1", trigger("cart", "e1"), NOON), end));
        assertThat(store().inFlight()).isEmpty();

        commit(advance("u1", state(2), end.then(change(Outcome.CANCEL, Decision.LATE_EVENT, minutes(1)))));
        assertThat(store().inFlight()).containsExactly(new InFlight("cart", 1, 0));
    }

    @Test
    void questions_aboutInstantsBeyondAllTime_haveAnswers() {
        commit(advance("u1", 1, event("u1", "e1", NOON)), advance("u2", state(1, NOON)));

        assertThat(store().wakeUps(Instant.MAX, 10)).hasSize(1);
        assertThat(store().wakeUps(Instant.MIN, 10)).isEmpty();
        assertThat(store().profilesNotUnder("new", Instant.MAX, "", 10)).isEmpty();
        assertThat(found(query(null, null, null, null, null, Instant.MAX))).isEmpty();
    }
}
