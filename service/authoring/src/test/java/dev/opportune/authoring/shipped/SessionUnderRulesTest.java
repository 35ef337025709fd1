package dev.opportune.authoring.shipped;

import static org.assertj.core.api.Assertions.assertThat;

import dev.opportune.kernel.decision.Decision;
import dev.opportune.kernel.session.OneRuleset;
import dev.opportune.kernel.session.ProfileSession;
import dev.opportune.kernel.session.Ruleset;
import dev.opportune.kernel.session.Settings;
import dev.opportune.kernel.store.Advance;
import dev.opportune.kernel.store.Timeline;
import dev.opportune.kernel.timeline.Event;
import dev.opportune.kernel.timeline.ProfileChange;
import dev.opportune.kernel.timeline.Properties;
import dev.opportune.kernel.timeline.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What rules see of a profile, and what they leave behind, as a session lives on. */
class SessionUnderRulesTest {
    private static final Instant NOON = Instant.parse("2026-03-03T11:00:00Z");

    @Test
    void profile_isCurrent_inASessionThatSawItChange() {
        Ruleset ruleset = ShippedRules.with("""
                rule "With consent"
                when
                    $v : CartViewed( now )
                    Profile( consents contains "marketing", segments contains "vip", timezone == "Europe/Paris" )
                then
                    decide.trigger("cart-recovery", $v).key("seen");
                end
                """);
        try (ProfileSession session = session(Timeline.empty("u1"), ruleset)) {
            session.accept(event("e1", "Cart Viewed", 0));
            session.accept(new ProfileChange(
                    "web",
                    "c1",
                    "u1",
                    NOON.plusSeconds(10),
                    NOON.plusSeconds(10),
                    Statement.NONE
                            .withConsents(new TreeSet<>(Set.of("marketing")))
                            .withTimezone("Europe/Paris")
                            .withSegments(new TreeSet<>(Set.of("vip"))),
                    false));

            assertThat(session.accept(event("e2", "Cart Viewed", 20)).changed())
                    .extracting(Decision::key)
                    .contains("seen");
        }
    }

    @Test
    void orders_areCurrent_inASessionThatSawThem() {
        Ruleset ruleset = ShippedRules.with("""
                rule "A customer"
                when
                    $v : CartViewed( now )
                    Profile( orders > 0, lifetimeValue > 5 )
                then
                    decide.trigger("cart-recovery", $v).key("customer");
                end
                """);
        try (ProfileSession session = session(Timeline.empty("u1"), ruleset)) {
            session.accept(new Event(
                    "web", "o1", "u1", "Order Completed", NOON, NOON, Properties.of(Map.of("value", 7)), false, false));

            assertThat(session.accept(event("e2", "Cart Viewed", 20)).changed())
                    .extracting(Decision::key)
                    .contains("customer");
        }
    }

    @Test
    void ruleThatFailed_keepsWhatItDidBefore_whenALateEventArrives() {
        Ruleset ruleset = ShippedRules.with("""
                rule "Cannot take a missing price"
                when
                    $v : ProductViewed( now, price.intValue() > 0 )
                then
                    decide.delay(decide.trigger("cart-recovery", $v).key("priced"), "3h", "priced");
                end
                """);
        try (ProfileSession session = session(Timeline.empty("u1"), ruleset)) {
            session.accept(new Event(
                    "web", "e1", "u1", "Product Viewed", NOON, NOON, Properties.of(Map.of("price", 3)), false, false));
            session.accept(event("e2", "Product Viewed", 600));

            Advance late = session.accept(event("e3", "Products Searched", -300));

            assertThat(late.late()).isTrue();
            assertThat(late.changed()).isEmpty();
        }
    }

    @Test
    void messageAtAnInstantFinerThanAMillisecond_isDueAtTheNextWholeOne() {
        Ruleset ruleset = ShippedRules.with("""
                rule "To the nanosecond"
                when
                    $v : CartViewed( now )
                then
                    decide.send(decide.trigger("cart-recovery", $v).key("fine"), "fine").at($v.getOccurredAt().plusNanos(1));
                end
                """);
        try (ProfileSession session = session(Timeline.empty("u1"), ruleset)) {
            session.accept(event("e1", "Cart Viewed", 0));

            assertThat(session.timeline().state().wakeUp()).isEqualTo(NOON.plusMillis(1));
        }
    }

    /** The shipped policy says Europe/Berlin, where the day begins at 23:00 UTC. */
    @Test
    void dayOnWhichARuleBeginsAndEnds_beginsAtMidnightInTheZoneOfThePolicy() {
        Ruleset ruleset = ShippedRules.with("""
                rule "For a day"
                    date-effective "04-Mar-2026"
                    date-expires "05-Mar-2026"
                when
                    $v : CartViewed( now )
                then
                    decide.trigger("cart-recovery", $v).key($v.getId());
                end
                """);
        long midnight =
                Duration.between(NOON, Instant.parse("2026-03-03T23:00:00Z")).toSeconds();
        long nextMidnight = midnight + Duration.ofDays(1).toSeconds();
        try (ProfileSession session = session(Timeline.empty("u1"), ruleset)) {
            List<String> opened = Stream.of(midnight - 1, midnight + 1, nextMidnight - 1, nextMidnight + 1)
                    .flatMap(at -> session.accept(event("at " + (at - midnight), "Cart Viewed", at)).changed().stream())
                    .map(Decision::key)
                    .filter(key -> key.startsWith("at "))
                    .distinct()
                    .toList();

            assertThat(opened).containsExactly("at 1", "at 86399");
        }
    }

    private static ProfileSession session(Timeline timeline, Ruleset ruleset) {
        return ProfileSession.open(timeline, () -> timeline, new OneRuleset(ruleset), Settings.of(true));
    }

    private static Event event(String id, String name, long seconds) {
        Instant at = NOON.plusSeconds(seconds);
        return new Event("web", id, "u1", name, at, at, Properties.NONE, false, false);
    }
}
