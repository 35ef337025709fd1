package dev.opportune.app.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.opportune.kernel.decision.Change;
import dev.opportune.kernel.decision.Correction;
import dev.opportune.kernel.decision.Decision;
import dev.opportune.kernel.decision.Delivery;
import dev.opportune.kernel.decision.Kind;
import dev.opportune.kernel.decision.Outcome;
import dev.opportune.kernel.decision.Terms;
import dev.opportune.kernel.decision.TriggerName;
import dev.opportune.kernel.timeline.Properties;
import dev.opportune.kernel.timeline.Step;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class DecisionJsonTest {
    private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");
    private static final TriggerName TRIGGER = new TriggerName("a-flow", "k", "web", "evt-12");

    private final DecisionJson json = new DecisionJson(new Json());

    @Test
    void send_isCanonical() {
        Decision sent =
                message(change(Outcome.WAIT, null, NOON)).then(change(Outcome.SEND, null, NOON.plusMillis(500)));

        assertThat(json.canonical(sent))
                .isEqualTo(line("""
                {"at":"2026-11-23T12:00:00.5Z","because":["evt-12"],"changes":[
                {"at":"2026-11-23T12:00:00Z","outcome":"wait"},
                {"at":"2026-11-23T12:00:00.5Z","outcome":"send"}],
                "channel":"email","content":{"price":100,"product":"Läufer \\"2\\""},
                "dueAt":"2026-11-23T12:00:00Z","experiments":{"delay":"30m"},"flow":"a-flow",
                "id":"d_20b8cf1ec35d8ef7d71b5ac1e7b4c0f4","key":"k","kind":"delay","message":"reminder",
                "outcome":"send","profileId":"u1","reason":null,"rule":"A rule","ruleset":"9c41",
                "timezone":"Europe/Berlin","timezoneAssumed":true}""")
                        .replace("d_20b8cf1ec35d8ef7d71b5ac1e7b4c0f4", TRIGGER.decisionId(Kind.DELAY, "reminder")));
    }

    @Test
    void suppression_showsItsReasonAndFacts() {
        Properties facts = Properties.of(Map.of("limit", "1 per 24h", "counted", 1));
        Decision suppressed = message(new Change(
                Outcome.SUPPRESS, "frequency_cap", facts, NOON, "9c41", "Europe/Berlin", false, Step.due(NOON)));

        assertThat(json.canonical(suppressed))
                .contains("\"reason\":\"frequency_cap\"")
                .contains("\"facts\":{\"counted\":1,\"limit\":\"1 per 24h\"}")
                .contains("{\"at\":\"2026-11-23T12:00:00Z\",\"outcome\":\"suppress\",\"reason\":\"frequency_cap\"}");
    }

    @Test
    void opening_hasNullsForWhatItLacks() {
        assertThat(json.canonical(opening("u1", NOON)))
                .contains("\"message\":null", "\"channel\":null", "\"reason\":null")
                .doesNotContain("facts")
                .doesNotContain("timezoneAssumed");
    }

    @Test
    void canonical_isTheSameWhateverBecameOfItLater() {
        Decision sent = message(change(Outcome.SEND, null, NOON));
        Decision handedOver = sent.with(new Delivery(Delivery.State.HANDED_OVER, NOON, null))
                .with(new Correction(Step.entry(NOON, "web", "late"), Step.due(NOON)));

        assertThat(json.canonical(handedOver)).isEqualTo(json.canonical(sent));
    }

    @Test
    void fields_ofTheApi_haveWhatBecameOfIt() {
        Decision handedOver = message(change(Outcome.SEND, null, NOON))
                .with(new Delivery(Delivery.State.WITHHELD, NOON, "expired"))
                .with(new Correction(Step.entry(NOON, "web", "late"), Step.due(NOON)));

        assertThat(new Json().write(json.fields(handedOver, NOON)))
                .contains("\"recordedAt\":\"2026-11-23T12:00:00Z\"")
                .contains(
                        "\"delivery\":{\"at\":\"2026-11-23T12:00:00Z\",\"reason\":\"expired\",\"state\":\"withheld\"}")
                .contains("\"correction\":{\"at\":{\"at\":\"2026-11-23T12:00:00Z\"},"
                        + "\"event\":{\"at\":\"2026-11-23T12:00:00Z\",\"id\":\"late\",\"source\":\"web\"}}");
    }

    @Test
    void listing_isInOrderWithoutTheTraceOfArrival() {
        Decision early = opening("u9", NOON.minusSeconds(1));
        Decision first = opening("u1", NOON);
        // As text ".5Z" comes before "Z": the order is of instants.
        Decision later = opening("u1", NOON.plusMillis(500));
        Decision undone = message(change(Outcome.CANCEL, Decision.LATE_EVENT, NOON));
        List<Decision> decisions = Arrays.asList(later, undone, first, early);

        List<String> listing = json.listing(decisions);
        Collections.reverse(decisions);

        assertThat(listing).containsExactly(json.canonical(early), json.canonical(first), json.canonical(later));
        assertThat(json.listing(decisions)).isEqualTo(listing);
    }

    private static Decision opening(String profileId, Instant at) {
        return decision(profileId, Kind.TRIGGER, null, change(Outcome.NONE, null, at));
    }

    private static Decision message(Change change) {
        return decision("u1", Kind.DELAY, "reminder", change);
    }

    private static Change change(Outcome outcome, String reason, Instant at) {
        boolean zoneAssumed = outcome != Outcome.NONE;
        return new Change(outcome, reason, Properties.NONE, NOON, "9c41", "Europe/Berlin", zoneAssumed, Step.due(at));
    }

    private static Decision decision(String profileId, Kind kind, String message, Change change) {
        return new Decision(
                TRIGGER.decisionId(kind, message),
                profileId,
                TRIGGER,
                kind,
                message,
                message == null ? null : "email",
                Properties.of(Map.of("product", "Läufer \"2\"", "price", 1e2)),
                "A rule",
                List.of("evt-12"),
                new TreeMap<>(Map.of("delay", "30m")),
                new Terms(50, 0, Duration.ofHours(12), NOON),
                null,
                List.of(change),
                null,
                null);
    }

    private static String line(String text) {
        return text.replace("\n", "");
    }
}
