package dev.opportune.app.resources;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.opportune.app.service.SettableClock;
import dev.opportune.app.service.TestRules;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Explanations of what waits and goes out, of what came after, and of what nothing was decided about. */
class AftermathTest {
    private static final Instant NOON = Instant.parse("2026-03-03T12:00:00Z");

    private final SettableClock clock = new SettableClock(NOON);
    private Path folder;
    private RunningService service;

    @BeforeEach
    void start(@TempDir Path temporary) {
        folder = temporary;
        Path rules = TestRules.nudge(TestRules.policy(folder.resolve("rules")), "30m");
        TestRules.write(rules.resolve("nudge/second.drl"), """
                package rules.nudge.second
                import dev.opportune.facts.*
                global dev.opportune.facts.Decide decide

                rule "Not opened for an hour"
                when
                    $t : Trigger( flow == "nudge" )
                    $s : Sent( trigger == $t, message == "remember" )
                    not EmailOpened( decision == $s.decision, this after[0s, 1h] $s )
                then
                    decide.fallback($t, "another-way");
                end
                """);
        service = RunningService.start(folder, rules, clock);
        ingest(
                "/v1/identify",
                "{\"userId\":\"ana\",\"timestamp\":\"2026-03-03T11:00:00Z\",\"traits\":{\"consents\":[\"marketing\"],\"timezone\":\"Europe/Berlin\"}}");
    }

    @AfterEach
    void stop() {
        service.close();
    }

    private void ingest(String path, String body) {
        assertThat(service.ingest(path, body).body()).isEqualTo("{\"success\":true}");
    }

    private void track(String event, String id, Instant at, String properties) {
        ingest(
                "/v1/track",
                "{\"userId\":\"ana\",\"event\":\"%s\",\"messageId\":\"%s\",\"timestamp\":\"%s\",\"properties\":%s}"
                        .formatted(event, id, at, properties));
    }

    private void cart() {
        track("Product Added", "evt-1", NOON, "{\"name\":\"Runner 2\",\"product_id\":\"p7\",\"colour\":\"red\"}");
    }

    /** Lets time go by, and has the profile brought to it. */
    private void until(Duration later) {
        clock.set(NOON.plus(later));
        service.assembly().engine().clockJumped();
        await().until(() ->
                service.assembly().store().wakeUps(clock.instant(), 1).isEmpty());
    }

    private String claim() {
        return service.nextEmail("ana", "{\"claim\":true}")
                .json()
                .path("outcome")
                .asText();
    }

    private Explained explanation(String query) {
        return Explained.of(service, "profile=ana&" + query);
    }

    @Test
    void messageThatWasSent_isExplainedFromItsEventToItsHandOver() {
        cart();
        until(Duration.ofMinutes(30));
        clock.advance(Duration.ofMinutes(5));
        assertThat(claim()).isEqualTo("send");

        Explained explanation = explanation("outcome=send");

        String revision =
                explanation.json().path("decision").path("ruleset").asText().substring(0, 8);
        String because = "because of Product Added (evt-1)  ruleset " + revision;
        assertThat(explanation.json().path("words"))
                .extracting(JsonNode::asText)
                .filteredOn(line -> !line.contains("  gate  "))
                .containsExactly(
                        "2026-03-03 13:00:00+01:00  event     Product Added (evt-1)  {name: Runner 2, product_id: p7}",
                        "2026-03-03 13:00:00+01:00  rule      \"In the cart\" (nudge/nudge.drl:5 of ruleset " + revision
                                + ") opened a trigger of nudge",
                        "2026-03-03 13:00:00+01:00  opens     nudge  rule \"In the cart\"  " + because,
                        "2026-03-03 13:00:00+01:00  rule      \"Still no order\" (nudge/nudge.drl:12 of ruleset "
                                + revision + ") asked for remember (delay)",
                        "2026-03-03 13:00:00+01:00  delay     30m, from 2026-03-03 13:00:00+01:00 to 2026-03-03"
                                + " 13:30:00+01:00",
                        "experiment holdout: treated for ana, whose share of it is "
                                + explanation
                                        .steps("experiment")
                                        .get(0)
                                        .path("share")
                                        .asText(),
                        "local times are those of Europe/Berlin, the profile's",
                        "2026-03-03 13:00:00+01:00  waits     remember  flow nudge  until 2026-03-03 13:30:00+01:00  rule"
                                + " \"Still no order\"  " + because,
                        "2026-03-03 13:30:00+01:00  send      remember  flow nudge  with {product: Runner 2}  rule \"Still"
                                + " no order\"  " + because,
                        "2026-03-03 13:35:00+01:00  handover  remember  handed_over",
                        "run again under the rules of its time, the timeline gives the same");
        assertThat(explanation.steps("gate"))
                .extracting(gate ->
                        gate.path("asked").asText() + " " + gate.path("gate").asText())
                .startsWith("decision vetoed")
                .endsWith("handover holdout")
                .hasSize(18);
    }

    @Test
    void messageThatWaits_isExplainedByItsDelay() {
        cart();

        Explained explanation = explanation("outcome=wait");

        assertThat(explanation.steps("delay")).singleElement().satisfies(delay -> {
            assertThat(delay.path("delay").asText()).isEqualTo("30m");
            assertThat(delay.path("from").asText()).isEqualTo("2026-03-03T12:00:00Z");
            assertThat(delay.path("to").asText()).isEqualTo("2026-03-03T12:30:00Z");
        });
        assertThat(explanation.steps("gate")).isEmpty();
        assertThat(explanation.agrees()).isTrue();
    }

    @Test
    void fallback_namesTheMessageItRestsOn() {
        cart();
        until(Duration.ofMinutes(91));

        Explained explanation = explanation("kind=fallback");

        assertThat(explanation.steps("sent"))
                .singleElement()
                .satisfies(sent -> assertThat(sent.path("message").asText()).isEqualTo("remember"));
        assertThat(explanation.steps("rule"))
                .last()
                .satisfies(rule -> assertThat(rule.path("file").asText() + ":"
                                + rule.path("line").asText())
                        .isEqualTo("nudge/second.drl:5"));
        assertThat(explanation.agrees()).isTrue();
    }

    @Test
    void messageThatShouldNotHaveGone_tellsWhichLateEventSaysSo() {
        cart();
        until(Duration.ofMinutes(40));
        track("Order Completed", "evt-2", NOON.plus(Duration.ofMinutes(10)), "{}");

        Explained explanation = explanation("outcome=send");

        assertThat(explanation.steps("correction")).singleElement().satisfies(correction -> {
            assertThat(correction.path("id").asText()).isEqualTo("evt-2");
            assertThat(correction.path("words").asText())
                    .contains("Order Completed (evt-2) of 2026-03-03 13:10:00+01:00 came too late");
        });
        assertThat(explanation.agrees()).isTrue();
    }

    @Test
    void messageThatIsWithheld_tellsWhichGateSaidNoAtTheRealInstant() {
        cart();
        until(Duration.ofMinutes(31));
        clock.set(NOON.plus(Duration.ofHours(13)));
        assertThat(claim()).isEqualTo("send");

        Explained explanation = explanation("kind=delay");

        assertThat(explanation.steps("handover")).singleElement().satisfies(handOver -> {
            assertThat(handOver.path("state").asText()).isEqualTo("withheld");
            assertThat(handOver.path("reason").asText()).isEqualTo("expired");
        });
        List<JsonNode> gates = explanation.steps("gate");
        assertThat(gates).last().satisfies(gate -> {
            assertThat(gate.path("asked").asText()).isEqualTo("handover");
            assertThat(gate.path("gate").asText()).isEqualTo("expired");
            assertThat(gate.path("figures").path("validUntil").asText()).isEqualTo("2026-03-04T00:30:00Z");
        });
    }

    @Test
    void messageOfATriggerThatHasEnded_isWithheldWithoutAskingTheGates() {
        cart();
        until(Duration.ofMinutes(31));
        track("Order Completed", "evt-2", NOON.plus(Duration.ofMinutes(31)), "{}");
        assertThat(claim()).isEqualTo("none");

        Explained explanation = explanation("outcome=send");

        assertThat(explanation.steps("handover"))
                .singleElement()
                .satisfies(
                        handOver -> assertThat(handOver.path("reason").asText()).isEqualTo("ended"));
        assertThat(explanation.steps("gate"))
                .allSatisfy(gate -> assertThat(gate.path("asked").asText()).isEqualTo("decision"));
    }

    @Test
    void openingsThatWereRefused_areCountedInTheExplanationOfTheOneThatWasOpen() {
        cart();
        for (String id : List.of("evt-2", "evt-3")) {
            clock.advance(Duration.ofMinutes(10));
            track("Product Added", id, clock.instant(), "{}");
        }

        assertThat(explanation("outcome=wait").steps("refusal")).singleElement().satisfies(refusal -> {
            assertThat(refusal.path("why").asText()).isEqualTo("open");
            assertThat(refusal.path("cause").asText()).isEqualTo("evt-2");
            assertThat(refusal.path("count").asInt()).isEqualTo(2);
            assertThat(refusal.path("words").asText())
                    .isEqualTo(
                            "2026-03-03 13:10:00+01:00  refused   nudge  one is open already  rule \"In the cart\"  2"
                                    + " times until 2026-03-03 13:20:00+01:00");
        });
    }

    @Test
    void refusalThatALateEventTakesBack_isNotToldAnyMore() {
        cart();
        clock.advance(Duration.ofMinutes(10));
        track("Product Added", "evt-2", clock.instant(), "{}");
        clock.advance(Duration.ofMinutes(5));
        track("Order Completed", "evt-3", NOON.plus(Duration.ofMinutes(5)), "{}");

        assertThat(new Explained(service.get("/v1/profiles/ana/explanation").json()).steps("refusal"))
                .isEmpty();
        assertThat(explanation("outcome=wait").agrees()).isTrue();
    }

    @Test
    void zoneThatNoProfileNames_isTheDefaultAndSaidToBeSo() {
        ingest("/v1/track", "{\"userId\":\"ben\",\"event\":\"Product Added\"}");

        Explained explanation = Explained.of(service, "profile=ben&outcome=wait");

        assertThat(explanation.steps("timezone")).singleElement().satisfies(zone -> {
            assertThat(zone.path("timezone").asText()).isEqualTo("UTC");
            assertThat(zone.path("assumed").asBoolean()).isTrue();
        });
    }

    @Test
    void eventThatIsKeptNoMore_isSaidToBeMissing_andThatTheReplayDiffers() throws SQLException {
        cart();
        try (Connection database = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("test.db"))) {
            database.createStatement().executeUpdate("DELETE FROM entries WHERE id = 'evt-1'");
        }

        Explained explanation = explanation("outcome=wait");

        assertThat(explanation.steps("missing"))
                .singleElement()
                .satisfies(missing -> assertThat(missing.path("id").asText()).isEqualTo("evt-1"));
        assertThat(explanation.steps("replay")).singleElement().satisfies(replay -> {
            assertThat(replay.path("agrees").asBoolean()).isFalse();
            assertThat(replay.path("words").asText()).contains("does not bring this decision about");
        });
        assertThat(explanation.steps("outcome")).hasSize(1);
    }

    @Test
    void profile_isToldNewestFirst_withWhatFiredAndWhatWasRefused() {
        cart();
        clock.advance(Duration.ofMinutes(10));
        track("Product Added", "evt-2", clock.instant(), "{}");

        JsonNode all = service.get("/v1/profiles/ana/explanation?flow=nudge").json();

        assertThat(all.path("steps"))
                .extracting(step ->
                        step.path("step").asText() + " " + step.path("at").asText())
                .containsExactly(
                        "refusal 2026-03-03T12:10:00Z",
                        "rule 2026-03-03T12:10:00Z",
                        "outcome 2026-03-03T12:00:00Z",
                        "outcome 2026-03-03T12:00:00Z",
                        "rule 2026-03-03T12:00:00Z",
                        "rule 2026-03-03T12:00:00Z");
        assertThat(service.get("/v1/profiles/ana/explanation?flow=other").json().path("steps"))
                .isEmpty();
        assertThat(service.get("/v1/profiles/ana/explanation?since=2026-03-03T12:05:00Z&limit=1")
                        .json()
                        .path("words"))
                .hasSize(1);
    }

    @Test
    void profileThatWasNeverSeen_isNotExplained() {
        RunningService.Reply reply = service.get("/v1/profiles/nobody/explanation");

        assertThat(reply.status()).isEqualTo(404);
        assertThat(reply.code()).isEqualTo("unknown_profile");
    }
}
