package dev.opportune.storage;

import static dev.opportune.storage.Samples.NOON;
import static dev.opportune.storage.Samples.SOURCE;
import static dev.opportune.storage.Samples.advance;
import static dev.opportune.storage.Samples.change;
import static dev.opportune.storage.Samples.event;
import static dev.opportune.storage.Samples.message;
import static dev.opportune.storage.Samples.minutes;
import static dev.opportune.storage.Samples.opening;
import static dev.opportune.storage.Samples.state;
import static dev.opportune.storage.Samples.trigger;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.opportune.kernel.decision.Decision;
import dev.opportune.kernel.decision.Kind;
import dev.opportune.kernel.decision.Outcome;
import dev.opportune.kernel.store.Advance;
import dev.opportune.kernel.store.Answer;
import dev.opportune.kernel.store.Logged;
import dev.opportune.kernel.store.Receipt;
import dev.opportune.kernel.store.Timeline;
import dev.opportune.kernel.timeline.Entry;
import dev.opportune.kernel.timeline.Event;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is committed counts, once, and is read back as it was given. */
abstract class CommitsContract extends StoreContract {
    @Test
    void aProfile_neverSeen_isNotThere() {
        assertThat(store().timeline("u1")).isEmpty();
        assertThat(store().wholeTimeline("u1")).isEmpty();
        assertThat(store().state("u1")).isEmpty();
        assertThat(store().log("u1", 0, 10)).isEmpty();
        assertThat(store().knows(SOURCE, "e1")).isFalse();
    }

    @Test
    void whatIsCommitted_isReadBackEqual() {
        Event cause = event("u1", "e1", NOON);
        Decision opened = opening("u1", trigger("f", "e1"), NOON);
        assertThat(commit(advance("u1", 1, cause, opened))).containsExactly(Receipt.COMMITTED);

        Timeline expected = new Timeline("u1", state(1), List.of(cause), List.of(opened));
        assertThat(store().timeline("u1")).contains(expected);
        assertThat(store().wholeTimeline("u1")).contains(expected);
        assertThat(store().state("u1")).contains(state(1));
        assertThat(store().knows(SOURCE, "e1")).isTrue();
        assertThat(store().knows("app", "e1")).isFalse();
    }

    @Test
    void everyField_howeverOdd_isReadBackEqual() {
        Advance rich = Rich.advance();
        commit(rich);

        assertThat(store().state(Rich.PROFILE)).contains(rich.state());
        assertThat(store().wholeTimeline(Rich.PROFILE).orElseThrow().decisions())
                .containsExactlyInAnyOrderElementsOf(rich.changed());
        assertThat(store().log(Rich.PROFILE, 0, 10).get(0)).isEqualTo(new Logged.Taken(1, rich.entry(), true));
    }

    @Test
    void aChangeOfProfile_withAndWithoutItsOptions_isReadBackEqual() {
        Entry full = Rich.change("c1");
        Entry bare = Rich.bareChange("c2");
        commit(advance(Rich.PROFILE, 1, full), advance(Rich.PROFILE, 2, bare));

        assertThat(store().timeline(Rich.PROFILE).orElseThrow().entries()).containsExactlyInAnyOrder(full, bare);
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

        assertThat(store().timeline(one).orElseThrow().entries()).containsExactly(event(one, one, NOON));
        assertThat(store().timeline("\uFFFD").orElseThrow().entries()).containsExactly(event("\uFFFD", "\uFFFD", NOON));
        assertThat(store().timeline("a\0b").orElseThrow().entries()).containsExactly(event("a\0b", "a\0b", NOON));
        assertThat(store().knows(SOURCE, "?")).isFalse();
    }

    @Test
    void anEntry_committedTwice_countsOnce() {
        commit(advance("u1", 1, event("u1", "e1", NOON)));

        assertThat(commit(advance("u1", 2, event("u1", "e1", NOON)), advance("u2", 1, event("u2", "e1", NOON))))
                .containsExactly(Receipt.DUPLICATE, Receipt.DUPLICATE);
        assertThat(store().state("u1")).contains(state(1));
        assertThat(store().state("u2")).isEmpty();
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
        assertThat(store().knows(SOURCE, "e2")).isFalse();
        assertThat(store().timeline("u1").orElseThrow().entries()).hasSize(1);
    }

    @Test
    void anAdvance_afterOneThatWasNotWritten_isStaleAndOthersAreNot() {
        commit(advance("u1", 1, event("u1", "e1", NOON)));

        assertThat(commit(
                        advance("u1", 2, event("u1", "e1", NOON)),
                        advance("u1", 3, event("u1", "e2", NOON), opening("u1", trigger("f", "e2"), NOON)),
                        advance("u2", 1, event("u2", "e3", NOON))))
                .containsExactly(Receipt.DUPLICATE, Receipt.STALE, Receipt.COMMITTED);
        assertThat(store().decisions(ALL)).isEmpty();
        assertThat(store().timeline("u2").orElseThrow().entries()).hasSize(1);
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

        Timeline timeline = store().timeline("u1").orElseThrow();
        assertThat(timeline.state()).isEqualTo(state(3, minutes(60)));
        assertThat(timeline.entries()).hasSize(2);
        assertThat(timeline.decisions()).containsExactly(sent);
        assertThat(store().decision(sent.id()).orElseThrow().sequence()).isEqualTo(4);
    }

    @Test
    void aTransaction_thatCannotBeWritten_leavesNothing() {
        Entry tooFine = event("u2", "e2", NOON.plusNanos(1));
        assertThatThrownBy(() -> commit(advance("u1", 1, event("u1", "e1", NOON)), advance("u2", 1, tooFine)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("instant_too_fine: ");
        assertThat(store().knows(SOURCE, "e1")).isFalse();
        assertThat(store().state("u1")).isEmpty();
        assertThat(commit(advance("u1", 1, event("u1", "e1", NOON)))).containsExactly(Receipt.COMMITTED);
    }

    @Test
    void anAnswer_isKeptByProfileAndKey() {
        Answer answer = new Answer("u1", "k", "hash", "{\"a\":  \"\u00fc\"}", WRITTEN);
        commit(advance("u1", state(1)).with(answer));

        assertThat(store().answer("u1", "k", NOON)).contains(answer);
        assertThat(store().answer("u1", "k", WRITTEN)).contains(answer);
        assertThat(store().answer("u1", "k", WRITTEN.plusMillis(1))).isEmpty();
        assertThat(store().answer("u1", "other", NOON)).isEmpty();
        assertThat(store().answer("u2", "k", NOON)).isEmpty();
    }

    @Test
    void answers_ofAProfile_areThereInTheOrderOfTheirKeys() {
        Answer one = new Answer("u1", "a", "hash", "{}", WRITTEN);
        Answer other = new Answer("u1", "b", "hash", "{}", WRITTEN);
        commit(
                advance("u1", state(1)).with(other),
                advance("u1", state(2)).with(one),
                advance("u2", state(1)).with(new Answer("u2", "c", "hash", "{}", WRITTEN)));

        assertThat(store().answers("u1")).containsExactly(one, other);
    }

    @Test
    void anAnswer_ofAnAdvanceThatWasNotWritten_isNotKept() {
        commit(advance("u1", state(2)).with(new Answer("u1", "k", "hash", "{}", WRITTEN)));
        assertThat(store().answer("u1", "k", NOON)).isEmpty();
    }

    @Test
    void anAnswer_olderThanADay_isReplacedAndForgotten() {
        Instant nextDay = WRITTEN.plus(Duration.ofHours(24)).plusMillis(1);
        commit(advance("u1", state(1)).with(new Answer("u1", "k", "hash", "{}", WRITTEN)));
        commit(advance("u1", state(2)).with(new Answer("u1", "gone", "hash", "{}", WRITTEN)));
        Answer newer = new Answer("u1", "k", "other", "{}", nextDay);
        store().commit(List.of(advance("u1", state(3)).with(newer)), nextDay);

        assertThat(store().answer("u1", "k", Instant.EPOCH)).contains(newer);
        assertThat(store().answer("u1", "gone", Instant.EPOCH)).isEmpty();
    }
}
