package dev.opportune.storage;

import static dev.opportune.storage.Samples.NOON;
import static dev.opportune.storage.Samples.SOURCE;
import static dev.opportune.storage.Samples.advance;
import static dev.opportune.storage.Samples.event;
import static dev.opportune.storage.Samples.minutes;
import static dev.opportune.storage.Samples.opening;
import static dev.opportune.storage.Samples.state;
import static dev.opportune.storage.Samples.trigger;
import static org.assertj.core.api.Assertions.assertThat;

import dev.opportune.kernel.decision.Decision;
import dev.opportune.kernel.store.Absorbed;
import dev.opportune.kernel.store.Advance;
import dev.opportune.kernel.store.Answer;
import dev.opportune.kernel.store.InFlight;
import dev.opportune.kernel.store.Logged;
import dev.opportune.kernel.store.Receipt;
import dev.opportune.kernel.store.Timeline;
import dev.opportune.kernel.timeline.Event;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What every store does when one profile becomes part of another. */
abstract class MergesContract extends StoreContract {
    private static Advance absorbing(String survivor, long version, String absorbed, long absorbedVersion) {
        return absorbing(survivor, version, new Absorbed(absorbed, absorbedVersion, false));
    }

    private static Advance absorbing(String survivor, long version, Absorbed absorbed) {
        return advance(survivor, version, null).with(absorbed);
    }

    @Test
    void absorbing_makesAllThatIsStoredOfOneProfileTheOthers() {
        Event seen = event("anon", "e1", NOON);
        Event bought = event("ana", "e2", minutes(1));
        Decision opened = opening("anon", trigger("f", "e1"), NOON);
        commit(
                advance("anon", 1, seen, opened).with(new Answer("anon", "k", "hash", "body", NOON)),
                advance("ana", 1, bought));

        assertThat(commit(absorbing("ana", 2, "anon", 1))).containsExactly(Receipt.COMMITTED);

        assertThat(store().state("anon")).isEmpty();
        assertThat(store().wholeTimeline("ana"))
                .contains(new Timeline("ana", state(2), List.of(seen.of("ana"), bought), List.of(opened.of("ana"))));
        assertThat(store().decision(opened.id()).orElseThrow().decision()).isEqualTo(opened.of("ana"));
        assertThat(store().log("ana", 0, 10)).extracting(Logged::sequence).containsExactly(1L, 2L, 3L);
        assertThat(store().log("anon", 0, 10)).isEmpty();
        assertThat(store().answer("anon", "k", NOON).orElseThrow().body()).isEqualTo("body");
        assertThat(store().answer("ana", "k", NOON)).isEmpty();
        assertThat(store().knows(SOURCE, "e1")).isTrue();
        assertThat(store().inFlight()).containsExactly(new InFlight("f", 1, 0));
    }

    @Test
    void absorbing_takesTheWakeUpAway() {
        commit(advance("anon", state(1, minutes(5))), advance("ana", 1, event("ana", "e", NOON)));
        commit(absorbing("ana", 2, "anon", 1));

        assertThat(store().nextWakeUp()).isEmpty();
        assertThat(store().wakeUps(minutes(10), 10)).isEmpty();
    }

    @Test
    void absorbing_makesTheSurvivorTheOneForWhoeverWasAbsorbedBefore() {
        commit(advance("a", 1, event("a", "1", NOON)), advance("b", 1, event("b", "2", NOON)));
        commit(absorbing("b", 2, "a", 1), absorbing("c", 1, "b", 2));

        assertThat(List.of("a", "b", "c", "d")).extracting(store()::survivor).containsExactly("c", "c", "c", "d");
        assertThat(store().absorbedBy("c")).isEqualTo(2);
        assertThat(store().absorbedBy("b")).isZero();
        assertThat(store().absorbed("c")).containsExactly("a", "b");
        assertThat(store().absorbed("b")).isEmpty();
        assertThat(store().wholeTimeline("c").orElseThrow().entries()).hasSize(2);
    }

    @Test
    void absorbing_anIdThatWasNeverHeardOf_isRemembered() {
        assertThat(commit(absorbing("ana", 1, "anon", 0))).containsExactly(Receipt.COMMITTED);
        assertThat(store().survivor("anon")).isEqualTo("ana");
    }

    @Test
    void absorbing_whatHasMovedSince_isStale() {
        commit(advance("anon", 1, event("anon", "1", NOON)), advance("anon", 2, event("anon", "2", NOON)));

        assertThat(commit(absorbing("ana", 1, "anon", 1))).containsExactly(Receipt.STALE);
        assertThat(store().state("ana")).isEmpty();
        assertThat(store().survivor("anon")).isEqualTo("anon");
    }

    @Test
    void aMove_ofWhatWasAbsorbed_isStale() {
        commit(advance("anon", 1, event("anon", "1", NOON)));

        assertThat(commit(
                        advance("anon", 2, event("anon", "2", NOON)),
                        absorbing("ana", 1, "anon", 2),
                        advance("anon", 3, event("anon", "3", NOON)),
                        absorbing("eve", 1, "anon", 0)))
                .containsExactly(Receipt.COMMITTED, Receipt.COMMITTED, Receipt.STALE, Receipt.STALE);
        assertThat(commit(advance("anon", 1, event("anon", "4", NOON)), absorbing("eve", 1, "anon", 0)))
                .containsExactly(Receipt.STALE, Receipt.STALE);
        assertThat(store().wholeTimeline("ana").orElseThrow().entries()).hasSize(2);
    }

    /** Otherwise whoever names a browser like a user to come would get all that this user does. */
    @Test
    void aUser_whoseNameAVisitorHadBefore_isSomebodyElse() {
        commit(advance("mallory", 1, event("mallory", "1", NOON)), absorbing("mallory", 2, "ben", 0));
        assertThat(store().survivor("ben")).isEqualTo("mallory");
        assertThat(store().survivorOfUser("ben")).isEqualTo("ben");

        assertThat(commit(
                        advance("ben", 1, event("ben", "2", NOON)),
                        advance("ben", 1, event("ben", "3", NOON)).ofKnown(),
                        advance("ben", 2, event("ben", "4", NOON))))
                .containsExactly(Receipt.STALE, Receipt.COMMITTED, Receipt.COMMITTED);
        assertThat(store().survivor("ben")).isEqualTo("ben");
    }

    @Test
    void aUser_whoWasJoinedBecauseSomebodyAsked_isNobodyElse() {
        commit(advance("old", 1, event("old", "1", NOON)).ofKnown());
        commit(absorbing("ana", 1, new Absorbed("old", 1, true)));

        assertThat(store().survivorOfUser("old")).isEqualTo("ana");
        assertThat(commit(advance("old", 1, event("old", "2", NOON)).ofKnown())).containsExactly(Receipt.STALE);
    }

    @Test
    void aProfile_isKnownOnceSomebodyWhoKnowsThePersonNamedIt() {
        commit(advance("ana", 1, event("ana", "1", NOON)).ofKnown(), advance("anon", 1, event("anon", "2", NOON)));
        commit(advance("ana", 2, event("ana", "3", NOON)));

        assertThat(store().isKnown("ana")).isTrue();
        assertThat(store().isKnown("anon")).isFalse();
        commit(absorbing("ben", 1, "ana", 2));
        assertThat(store().isKnown("ben")).isTrue();
    }
}
