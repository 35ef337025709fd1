package dev.opportune.app.resources;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.opportune.app.service.SettableClock;
import dev.opportune.app.service.TestRules;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A rule that keeps failing is told of wherever operators look. */
class QuarantineStatusTest {
    @TempDir
    private Path folder;

    private RunningService service;

    @BeforeEach
    void start() {
        Path rules = TestRules.nudge(TestRules.policy(folder.resolve("rules")), "30m");
        TestRules.write(rules.resolve("nudge/fragile.drl"), """
                package rules.nudge
                import dev.opportune.facts.*
                global dev.opportune.facts.Decide decide
                rule "Fragile"
                when
                    $e : ProductAdded( now, price.intValue() > 0 )
                then
                    decide.trigger("nudge", $e).key("fragile");
                end
                """);
        SettableClock clock = new SettableClock(Instant.parse("2026-03-03T12:00:00Z"));
        service = RunningService.start(folder, rules, clock, "rules: {quarantineAfter: 2}\nrulesWatch: false\n");
    }

    @AfterEach
    void stop() {
        service.close();
    }

    private void cart(String profile) {
        String event = "{\"userId\":\"" + profile + "\",\"event\":\"Product Added\"}";
        assertThat(service.ingest("/v1/track", event).status()).isEqualTo(200);
    }

    private JsonNode metrics() {
        return service.send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + service.port("admin") + "/metrics"))
                        .GET())
                .json();
    }

    @Test
    void ruleLeftOutForEverybody_isNamedInStatusHealthAndMetrics() {
        assertThat(service.get("/v1/rules").json().path("quarantined")).isEmpty();
        assertThat(metrics()
                        .path("gauges")
                        .path("opportune.rules.quarantined")
                        .path("value")
                        .asInt())
                .isZero();
        List.of("ana", "ben").forEach(this::cart);
        await().until(() -> !service.get("/v1/rules").json().path("quarantined").isEmpty());

        JsonNode quarantined =
                service.get("/v1/rules").json().path("quarantined").path(0);
        String reason =
                "\"Fragile\" failed for 2 profiles: its condition price.intValue() > 0: a value that it needs is"
                        + " missing";
        assertThat(quarantined.path("rule").asText()).isEqualTo("Fragile");
        assertThat(quarantined.path("profiles").asInt()).isEqualTo(2);
        assertThat(quarantined.path("reason").asText()).isEqualTo(reason);
        assertThat(quarantined.path("since").asText()).isEqualTo("2026-03-03T12:00:00.001Z");
        assertThat(service.health()).contains("\"healthy\":false", "\\\"Fragile\\\" failed for 2 profiles");
        assertThat(metrics()
                        .path("gauges")
                        .path("opportune.rules.quarantined")
                        .path("value")
                        .asInt())
                .isEqualTo(1);
        assertThat(metrics()
                        .path("counters")
                        .path("opportune.rules.failures.Fragile")
                        .path("count")
                        .asInt())
                .isEqualTo(2);
    }

    @Test
    void ruleThatFails_isNamedInStatus_withItsPlaceAndWhatItCosts() {
        assertThat(service.get("/v1/rules").json().path("failing")).isEmpty();
        cart("ana");
        JsonNode failing = service.get("/v1/rules").json().path("failing");

        assertThat(failing).hasSize(1);
        assertThat(failing.path(0).path("rule").asText()).isEqualTo("Fragile");
        assertThat(failing.path(0).path("profiles").asInt()).isEqualTo(1);
        assertThat(failing.path(0).path("place").asText()).isEqualTo("nudge/fragile.drl:6:29");
        assertThat(failing.path(0).path("reason").asText())
                .isEqualTo("its condition price.intValue() > 0: a value that it needs is missing");
        assertThat(failing.path(0).path("costs").asText()).isEqualTo("the rule, for these profiles");
        assertThat(failing.toString()).doesNotContain("ana");
    }
}
