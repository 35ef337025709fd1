package dev.opportune.storage;

import static dev.opportune.storage.Samples.minutes;

import dev.opportune.kernel.decision.Change;
import dev.opportune.kernel.decision.Correction;
import dev.opportune.kernel.decision.Decision;
import dev.opportune.kernel.decision.Delivery;
import dev.opportune.kernel.decision.Kind;
import dev.opportune.kernel.decision.Outcome;
import dev.opportune.kernel.decision.Terms;
import dev.opportune.kernel.decision.TriggerName;
import dev.opportune.kernel.store.Advance;
import dev.opportune.kernel.store.Exclusion;
import dev.opportune.kernel.store.Failure;
import dev.opportune.kernel.store.Folds;
import dev.opportune.kernel.store.Subject;
import dev.opportune.kernel.store.Timeline.State;
import dev.opportune.kernel.store.Why;
import dev.opportune.kernel.timeline.Consent;
import dev.opportune.kernel.timeline.Consents;
import dev.opportune.kernel.timeline.Event;
import dev.opportune.kernel.timeline.Preference;
import dev.opportune.kernel.timeline.ProfileChange;
import dev.opportune.kernel.timeline.Properties;
import dev.opportune.kernel.timeline.Statement;
import dev.opportune.kernel.timeline.Step;
import dev.opportune.kernel.timeline.Traits;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/** One of everything, with a value in every field, none of them plain. */
final class Rich {
    static final String PROFILE = "auth0|a/b@x";
    static final String ODD = "\u00fc'\"\\\n\t\0 \uD83D\uDE00 \uD800 \uFFFD :name ? --";
    private static final Step ENTRY = Step.entry(minutes(-7), "web:1", ODD);

    private Rich() {}

    static Properties properties() {
        return Properties.of(Map.ofEntries(
                Map.entry("one", 1),
                Map.entry("price", new BigDecimal("1.50")),
                Map.entry("thousand", new BigDecimal("1E+3")),
                Map.entry("huge", new BigDecimal("123456789012345678901234567890123456789012345678901")),
                Map.entry("tiny", new BigDecimal("-1E-300")),
                Map.entry("zero", new BigDecimal("0.000")),
                Map.entry("long", new BigDecimal("1234567890".repeat(200) + "e7")),
                Map.entry("text", "1"),
                Map.entry(ODD, ODD),
                Map.entry("", ""),
                Map.entry("flag", true),
                Map.entry("none", List.of()),
                Map.entry("empty", Map.of()),
                Map.entry("nested", List.of(List.of(1, "1", List.of(false)), Map.of("b", Map.of("a", 2.5))))));
    }

    static ProfileChange change(String id) {
        return new ProfileChange(
                "web:1",
                id,
                PROFILE,
                minutes(-3),
                minutes(-2).plusNanos(123_456),
                Statement.NONE
                        .withTraits(properties())
                        .withConsents(new TreeSet<>(List.of("marketing", ODD)))
                        .withPreferences(Map.of(
                                "marketing-sms",
                                new Preference(false, null, null, null, true),
                                "marketing",
                                new Preference(true, minutes(-9), ODD, "v3", false)))
                        .withTimezone("Europe/Berlin")
                        .withSegments(new TreeSet<>(List.of("vip")))
                        .withMemberships(Map.of("acme", true, ODD, false))
                        .withUnreachable(new TreeSet<>(List.of("email"))),
                true);
    }

    static ProfileChange bareChange(String id) {
        return new ProfileChange("web:1", id, PROFILE, minutes(-3), minutes(-2), Statement.NONE, false);
    }

    static Advance advance() {
        Event event = new Event(
                "web:1",
                ODD,
                PROFILE,
                ODD,
                minutes(-7),
                minutes(-6).plusNanos(1),
                properties(),
                change("c").statement(),
                true,
                true);
        TriggerName trigger = new TriggerName("cart", ODD, "web:1", ODD);
        return new Advance(PROFILE, event, true, List.of(opening(trigger, event), sent(trigger)), state(), null);
    }

    private static Decision opening(TriggerName trigger, Event cause) {
        return new Decision(
                trigger.decisionId(Kind.TRIGGER, null),
                PROFILE,
                trigger,
                Kind.TRIGGER,
                null,
                null,
                Properties.NONE,
                ODD,
                List.of(),
                new TreeMap<>(),
                new Terms(0, -0.0, Duration.ZERO, Instant.EPOCH),
                cause,
                List.of(change(Outcome.NONE, null, Step.FIRST)),
                null,
                null);
    }

    private static Decision sent(TriggerName trigger) {
        return new Decision(
                trigger.decisionId(Kind.FALLBACK, ODD),
                PROFILE,
                trigger,
                Kind.FALLBACK,
                ODD,
                "e-mail",
                properties(),
                ODD,
                List.of("b", "a", ODD),
                new TreeMap<>(Map.of("delay", "30m", ODD, ODD)),
                new Terms(100, 1.0 / 3, Duration.ofSeconds(5, 7), minutes(1).plusNanos(1)),
                null,
                List.of(
                        change(Outcome.WAIT, "quiet_hours", ENTRY),
                        change(Outcome.SEND, null, Step.activation(minutes(5)))),
                new Delivery(Delivery.State.WITHHELD, minutes(9).plusNanos(987_654_321), "expired"),
                new Correction(ENTRY, Step.due(minutes(6))));
    }

    private static Change change(Outcome outcome, String reason, Step step) {
        return new Change(outcome, reason, properties(), minutes(3), "9c41", "Europe/Berlin", true, step);
    }

    private static State state() {
        Traits traits = new Traits(
                properties(),
                new Consents(
                        new TreeMap<>(Map.of(
                                "marketing",
                                new Consent(true, minutes(-3), "web:1", "v3"),
                                ODD,
                                new Consent(false, null, ODD, null))),
                        new Consent(false, minutes(-4), "web:1", null)),
                "No/Where",
                new TreeSet<>(List.of("vip", "a")),
                new TreeSet<>(List.of("sms")),
                -2,
                new BigDecimal("10.00"));
        TreeMap<Subject, Instant> starts = new TreeMap<>();
        starts.put(new Subject("cart", ODD), minutes(-100));
        starts.put(new Subject("cart", ""), minutes(-200));
        return new State(
                1,
                ENTRY,
                traits,
                new Folds(traits, starts),
                Step.due(minutes(-300)),
                List.of(
                        new Exclusion(
                                ENTRY,
                                "9c41",
                                ODD,
                                Exclusion.Extent.PROPOSALS,
                                new Failure(Why.TOO_SLOW, ODD, "OverBudget", ODD)),
                        new Exclusion(
                                Step.FIRST,
                                "",
                                "r",
                                Exclusion.Extent.RULE,
                                new Failure(Why.THREW, null, "NullPointerException", ""))),
                ENTRY,
                "9c41",
                minutes(44));
    }
}
