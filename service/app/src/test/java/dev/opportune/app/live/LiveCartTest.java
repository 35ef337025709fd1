package dev.opportune.app.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The shipped cart reminder in a running service, by the machine's clock: half an hour after the cart event, whatever
 * becomes of the process in between. The cart events lie nearly half an hour back, so that nobody waits for long; what
 * is asserted is when the reminder says it was decided, never how quickly.
 */
class LiveCartTest {
    /** Written to by the split: its share of the holdout is 0.17, see fixtures/assignment. */
    private static final String PROFILE = "ana";

    private static final Duration HALF_AN_HOUR = Duration.ofMinutes(30);
    private static final Duration FIVE_SECONDS_LEFT = HALF_AN_HOUR.minusSeconds(5);
    /** For what has to be done between the cart event and the reminder, on a machine that is busy. */
    private static final Duration TEN_SECONDS_LEFT = HALF_AN_HOUR.minusSeconds(10);

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final InstantSource clock = Clock.systemUTC();

    @TempDir
    private Path folder;

    @Test
    void cart_leftForHalfAnHour_isRemindedOfAtThatVeryInstant() {
        try (ServedProcess service = ServedProcess.start(folder)) {
            Instant cart = cartEvent(service, FIVE_SECONDS_LEFT);

            assertReminder(service, cart, awaitReminder(service, "send"));
            assertThat(service.nextEmail(PROFILE, "{\"claim\":true}")
                            .path("decision")
                            .path("message")
                            .asText())
                    .isEqualTo("cart-reminder");
        }
    }

    @Test
    void cart_orderedInBetween_isNotRemindedOf() {
        try (ServedProcess service = ServedProcess.start(folder)) {
            Instant cart = cartEvent(service, TEN_SECONDS_LEFT);
            service.ingest("/v1/track", track("order", "Order Completed", now()));

            JsonNode cancelled = awaitReminder(service, "cancel");
            assertThat(cancelled.path("reason").asText()).isEqualTo("ordered");
            Instant due = cart.plus(HALF_AN_HOUR);
            await().atMost(PATIENCE).until(() -> isPast(service, due));
            assertThat(messages(service))
                    .singleElement()
                    .extracting(message -> message.path("outcome").asText())
                    .isEqualTo("cancel");
        }
    }

    @Test
    void cart_leftWhileTheServiceIsKilledAndStartedAgain_isRemindedOfAllTheSame() {
        Instant cart;
        try (ServedProcess service = ServedProcess.start(folder)) {
            cart = cartEvent(service, TEN_SECONDS_LEFT);
            assertThat(messages(service))
                    .singleElement()
                    .extracting(message -> message.path("outcome").asText())
                    .isEqualTo("wait");
            service.kill();
        }
        try (ServedProcess service = ServedProcess.start(folder)) {
            assertReminder(service, cart, awaitReminder(service, "send"));
        }
    }

    @Test
    void cart_leftWhileTheServiceIsDown_isRemindedOfAtTheInstantThatWasMissed() {
        Instant cart;
        try (ServedProcess service = ServedProcess.start(folder)) {
            cart = cartEvent(service, FIVE_SECONDS_LEFT);
            service.kill();
        }
        await().atMost(PATIENCE).until(() -> now().isAfter(cart.plus(HALF_AN_HOUR)));
        try (ServedProcess service = ServedProcess.start(folder)) {
            assertReminder(service, cart, awaitReminder(service, "send"));
        }
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }

    /** Somebody who agreed to be written to, and where it is noon, puts something in the cart. Returns when. */
    private Instant cartEvent(ServedProcess service, Duration ago) {
        service.ingest(
                "/v1/identify",
                "{\"userId\":\"%s\",\"messageId\":\"consent\",\"traits\":{\"consents\":[\"marketing\"],\"timezone\":\"%s\"}}"
                        .formatted(PROFILE, zoneOfNoon()));
        Instant cart = now().minus(ago);
        service.ingest("/v1/track", track("cart", "Product Added", cart));
        return cart;
    }

    /** Where it is between 12:00 and 13:00 now. */
    private String zoneOfNoon() {
        int ahead = 12 - now().atOffset(ZoneOffset.UTC).getHour();
        // The signs of these names are the other way round: Etc/GMT-1 is one hour ahead.
        return ahead == 0 ? "Etc/GMT" : "Etc/GMT" + (ahead > 0 ? "-" : "+") + Math.abs(ahead);
    }

    private static String track(String id, String event, Instant at) {
        return "{\"userId\":\"%s\",\"messageId\":\"%s\",\"event\":\"%s\",\"timestamp\":\"%s\",\"properties\":{\"name\":\"Runner 2\"}}"
                .formatted(PROFILE, id, event, at);
    }

    private static List<JsonNode> messages(ServedProcess service) {
        List<JsonNode> messages = new ArrayList<>();
        for (JsonNode decision : service.get("/v1/decisions?profile=" + PROFILE).path("decisions")) {
            if (!decision.path("message").isNull()) {
                messages.add(decision);
            }
        }
        return messages;
    }

    private static JsonNode awaitReminder(ServedProcess service, String outcome) {
        return await().atMost(PATIENCE)
                .until(
                        () -> service.get("/v1/decisions?profile=%s&flow=cart-recovery&kind=delay&outcome=%s"
                                        .formatted(PROFILE, outcome))
                                .path("decisions")
                                .path(0),
                        JsonNode::isObject);
    }

    private static boolean isPast(ServedProcess service, Instant instant) {
        return Instant.parse(service.nextEmail(PROFILE, "{\"claim\":true}")
                        .path("at")
                        .asText())
                .isAfter(instant);
    }

    /** It is the only message, waited from the cart event on, and left exactly half an hour after it. */
    private static void assertReminder(ServedProcess service, Instant cart, JsonNode reminder) {
        String due = cart.plus(HALF_AN_HOUR).toString();
        assertThat(reminder.path("message").asText()).isEqualTo("cart-reminder");
        assertThat(Instant.parse(reminder.path("at").asText())).isEqualTo(due);
        assertThat(Instant.parse(reminder.path("dueAt").asText())).isEqualTo(due);
        assertThat(Instant.parse(reminder.path("recordedAt").asText())).isAfterOrEqualTo(due);
        assertThat(reminder.path("changes").findValuesAsText("outcome")).containsExactly("wait", "send");
        assertThat(reminder.path("changes").findValuesAsText("at"))
                .extracting(Instant::parse)
                .containsExactly(cart, cart.plus(HALF_AN_HOUR));
        assertThat(reminder.path("because")).extracting(JsonNode::asText).containsExactly("cart");
        assertThat(reminder.path("content").path("product").asText()).isEqualTo("Runner 2");
        assertThat(messages(service)).containsExactly(reminder);
    }
}
