package dev.opportune.kernel.session;

import static dev.opportune.kernel.session.Samples.LOOKBACK;
import static dev.opportune.kernel.session.Samples.NOON;
import static dev.opportune.kernel.session.Samples.end;
import static dev.opportune.kernel.session.Samples.event;
import static dev.opportune.kernel.session.Samples.message;
import static dev.opportune.kernel.session.Samples.minute;
import static dev.opportune.kernel.session.Samples.opening;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.opportune.facts.EventFact;
import dev.opportune.facts.Sent;
import dev.opportune.facts.Trigger;
import dev.opportune.kernel.decision.Decision;
import dev.opportune.kernel.decision.Outcome;
import dev.opportune.kernel.store.Folds;
import dev.opportune.kernel.store.Timeline;
import dev.opportune.kernel.timeline.Entry;
import dev.opportune.kernel.timeline.Event;
import dev.opportune.kernel.timeline.Step;
import dev.opportune.kernel.timeline.Traits;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.kie.api.KieBase;
import org.kie.api.runtime.KieSession;

/** What a session does with the engine, seen from the engine's side, under rules that say nothing. */
class ProfileSessionTest {
    private final KieBase base = Samples.baseWithoutRules();
    private final List<String> built = new ArrayList<>();

    private ProfileSession open(Timeline timeline) {
        Observer counting = new Observer() {
            @Override
            public void built(String profileId) {
                built.add(profileId);
            }
        };
        return ProfileSession.open(
                timeline,
                () -> timeline,
                new OneRuleset(Samples.ruleset(() -> base)),
                Settings.of(true).with(counting));
    }

    private static Timeline timeline(List<Entry> entries, Decision... decisions) {
        Step reached = entries.get(entries.size() - 1).step();
        Timeline.State state =
                new Timeline.State(1, reached, Traits.NONE, Folds.NONE, Step.FIRST, List.of(), null, "r1", null);
        return new Timeline("u1", state, entries, List.of(decisions));
    }

    private KieSession engine() {
        assertThat(base.getKieSessions()).hasSize(1);
        return base.getKieSessions().iterator().next();
    }

    private List<Instant> instantsOf(Class<? extends EventFact> type) {
        return engine().getObjects(type::isInstance).stream()
                .map(fact -> ((EventFact) fact).getOccurredAt())
                .sorted()
                .toList();
    }

    /** The rule base numbers its sessions, so that none can be made without being seen. */
    private long sessionsMadeSoFar() {
        KieSession next = base.newKieSession();
        long number = next.getIdentifier();
        next.dispose();
        return number;
    }

    @Test
    void warmProfile_livesInOneDroolsSessionForAThousandEvents() {
        long before = sessionsMadeSoFar();
        try (ProfileSession session = open(Timeline.empty("u1"))) {
            KieSession first = engine();
            for (int i = 0; i < 1000; i++) {
                session.accept(event(i, "Product Viewed"));
                session.advanceTo(minute(i + 0.5));
                assertThat(engine()).isSameAs(first);
            }
        }
        assertThat(sessionsMadeSoFar() - before - 1).isEqualTo(1);
        assertThat(built).containsExactly("u1");
    }

    @Test
    void observer_isToldOfEverySessionThatIsMade() {
        long before = sessionsMadeSoFar();
        try (ProfileSession session = open(Timeline.empty("u1"))) {
            session.accept(event(10, "Product Viewed"));
            session.accept(event(5, "Product Viewed"));
            session.accept(event(7, "Product Viewed"));
        }
        assertThat(built).hasSizeGreaterThan(1).hasSize((int) (sessionsMadeSoFar() - before - 1));
    }

    @Test
    void session_thatIsClosed_leavesNothingBehind() {
        ProfileSession session = open(Timeline.empty("u1"));
        session.accept(event(10, "Product Viewed"));
        session.accept(event(5, "Product Viewed"));
        session.close();
        assertThat(base.getKieSessions()).isEmpty();
    }

    @Test
    void event_isNowInItsOwnStepAlone() {
        try (ProfileSession session = open(Timeline.empty("u1"))) {
            session.accept(event(0, "Product Viewed"));
            assertThat(engine().getObjects(EventFact.class::isInstance))
                    .hasSize(1)
                    .allSatisfy(fact -> assertThat(((EventFact) fact).isNow()).isFalse());
        }
    }

    @Test
    void clockOfTheEngine_isThatOfTheProfile() {
        try (ProfileSession session = open(Timeline.empty("u1"))) {
            session.accept(event(3, "Product Viewed"));
            assertThat(engine().getSessionClock().getCurrentTime())
                    .isEqualTo(minute(3).toEpochMilli());
        }
    }

    @Test
    void event_exactlyAsOldAsTheLookback_isSeenAndOneOlderIsGone() {
        try (ProfileSession session = open(Timeline.empty("u1"))) {
            session.accept(event(0, "Quiz"));
            session.accept(event(NOON.plus(LOOKBACK), "Quiz", Map.of()));
            assertThat(instantsOf(EventFact.class)).contains(NOON);
            session.accept(event(NOON.plus(LOOKBACK).plusMillis(1), "Quiz", Map.of()));
            assertThat(instantsOf(EventFact.class)).doesNotContain(NOON);
        }
    }

    /** A rebuild puts sends in after events that are younger; they are forgotten in their own time all the same. */
    @Test
    void sent_inARebuiltSession_isForgottenAsExactlyAsAnyEvent() {
        Event added = event(0, "Product Added");
        Decision opened = opening(added);
        Timeline known = timeline(
                List.of(added, event(2, "Quiz")), opened, message(opened, "reminder", 1, Outcome.SEND), end(opened, 1));
        try (ProfileSession session = open(known)) {
            session.accept(event(minute(1).plus(LOOKBACK), "Quiz", Map.of()));
            assertThat(instantsOf(Sent.class)).containsExactly(minute(1));
            session.accept(event(minute(1).plus(LOOKBACK).plusMillis(1), "Quiz", Map.of()));
            assertThat(instantsOf(Sent.class)).isEmpty();
            assertThat(instantsOf(EventFact.class)).contains(minute(2));
        }
    }

    @Test
    void openTrigger_keepsItsCauseForAsLongAsItIsOpen() {
        Event added = event(0, "Product Added");
        try (ProfileSession session = open(timeline(List.of(added), opening(added)))) {
            session.accept(event(NOON.plus(LOOKBACK).plusMillis(1), "Quiz", Map.of()));
            assertThat(instantsOf(EventFact.class)).contains(NOON);
            assertThat(engine().getObjects(Trigger.class::isInstance)).hasSize(1);
            session.accept(event(NOON.plus(LOOKBACK.multipliedBy(4)), "Quiz", Map.of()));
            assertThat(engine().getObjects(Trigger.class::isInstance)).isEmpty();
            assertThat(instantsOf(EventFact.class)).doesNotContain(NOON);
        }
    }

    /** The cause is older than anything the timeline still has: the opening itself remembers it. */
    @Test
    void cause_thatTheTimelineHasNoMore_isBroughtBackWithItsTrigger() {
        Event added = event(0, "Product Added");
        Event lately = event(NOON.plus(LOOKBACK).plusSeconds(60), "Quiz", Map.of());
        try (ProfileSession session = open(timeline(List.of(lately), opening(added)))) {
            assertThat(engine().getObjects(Trigger.class::isInstance))
                    .singleElement()
                    .satisfies(trigger ->
                            assertThat(((Trigger) trigger).getCause().getId()).isEqualTo(added.id()));
            assertThat(instantsOf(EventFact.class)).containsExactly(NOON, lately.occurredAt());
        }
    }

    @Test
    void delivery_withoutADecisionOfOurs_isASendToo() {
        try (ProfileSession session = open(Timeline.empty("u1"))) {
            session.accept(event(0, "Email Delivered"));
            session.accept(event(minute(1), "Email Delivered", Map.of("decision", "newsletter-7")));
            session.accept(event(minute(2), "Email Delivered", Map.of("decision", "d_" + "0a".repeat(16))));
            assertThat(instantsOf(Sent.class)).containsExactly(minute(0), minute(1));
        }
    }

    @Test
    void entry_ofSomeoneElseOrFromBeforeAllTime_isRefused() {
        try (ProfileSession session = open(Timeline.empty("u2"))) {
            assertThatIllegalArgumentException().isThrownBy(() -> session.accept(event(0, "Quiz")));
        }
        try (ProfileSession session = open(Timeline.empty("u1"))) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> session.accept(event(Instant.EPOCH.minusMillis(1), "Quiz", Map.of())));
        }
    }
}
