package dev.opportune.app.resources;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.opportune.app.service.EngineRoom;
import dev.opportune.app.service.TestRules;
import dev.opportune.kernel.decision.Decision;
import dev.opportune.kernel.store.Activation;
import dev.opportune.kernel.store.DecisionQuery;
import dev.opportune.kernel.store.Recorded;
import dev.opportune.kernel.store.Store;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rules are saved while the service runs by the machine's clock and clients talk to it. */
class GoingLiveTest {
    private static final int CLIENTS = 3;
    private static final int RELOADS = 20;

    @TempDir
    private Path folder;

    private Path rules;
    private RunningService service;

    private void start(String configuration) {
        service = RunningService.start(folder, rules, Clock.tickMillis(ZoneOffset.UTC), configuration);
    }

    @BeforeEach
    void prepare() {
        rules = TestRules.glance(TestRules.nudge(TestRules.policy(folder.resolve("rules")), "30m"));
    }

    @AfterEach
    void stop() {
        service.close();
    }

    private JsonNode status() {
        return service.get("/v1/rules").json();
    }

    private Duration waitOf(String profile) {
        String cart = "{\"userId\":\"" + profile + "\",\"event\":\"Product Added\",\"messageId\":\"" + profile + "\"}";
        assertThat(service.ingest("/v1/track", cart).status()).isEqualTo(200);
        JsonNode decision = service.get("/v1/decisions?outcome=wait&profile=" + profile)
                .json()
                .path("decisions")
                .path(0);
        JsonNode since = decision.path("changes").path(0).path("at");
        return Duration.between(
                Instant.parse(since.asText()),
                Instant.parse(decision.path("dueAt").asText()));
    }

    @Test
    void savedFile_goesLiveByItself_andDecides() {
        start("");
        assertThat(waitOf("ana")).isEqualTo(Duration.ofMinutes(30));
        String first = status().path("active").path("revision").asText();

        TestRules.nudge(rules, "45m");
        await().pollInterval(Duration.ofMillis(50))
                .atMost(Duration.ofSeconds(20))
                .until(() -> !status().path("active").path("revision").asText().equals(first));

        assertThat(waitOf("ben")).isEqualTo(Duration.ofMinutes(45));
        assertThat(status().path("lastAttempt").path("result").asText()).isEqualTo("activated");
    }

    @Test
    void savedMistake_isToldAndDecidesNothing() {
        start("");
        String first = status().path("active").path("revision").asText();

        TestRules.write(rules.resolve("nudge/nudge.drl"), "rule \"half\nwhen");
        await().atMost(Duration.ofSeconds(20))
                .until(() ->
                        status().path("lastAttempt").path("result").asText().equals("refused"));

        assertThat(status().path("active").path("revision").asText()).isEqualTo(first);
        assertThat(status().path("lastError").path("problems").path(0).asText()).startsWith("nudge/nudge.drl:");
        assertThat(waitOf("ana")).isEqualTo(Duration.ofMinutes(30));
        assertThat(service.health()).contains("\"healthy\":false", first, "nudge/nudge.drl:");
    }

    @Test
    void reloadsUnderTraffic_failNoRequest_andEachDecisionIsOfTheRevisionOfItsInstant() throws Exception {
        TestRules.many(rules, 100);
        start("rulesWatch: false\n");
        AtomicBoolean ending = new AtomicBoolean();
        ExecutorService clients = Executors.newFixedThreadPool(CLIENTS);
        try {
            List<Future<Integer>> sent = new ArrayList<>();
            for (int client = 0; client < CLIENTS; client++) {
                int number = client;
                sent.add(clients.submit(() -> viewUntil(ending, number)));
            }
            reload();
            ending.set(true);
            int events = 0;
            for (Future<Integer> each : sent) {
                events += each.get();
            }

            assertThat(seen()).hasSize(events).allMatch(this::isOfItsTime);
            assertThat(store().activations()).hasSize(1 + RELOADS);
        } finally {
            clients.shutdownNow();
        }
    }

    /** @return how many events were taken */
    private int viewUntil(AtomicBoolean ending, int client) {
        int sent = 0;
        while (!ending.get()) {
            String profile = "p" + client + "-" + sent % 7;
            String id = client + "-" + sent;
            String viewed =
                    "{\"userId\":\"" + profile + "\",\"event\":\"Product Viewed\",\"messageId\":\"" + id + "\"}";
            assertThat(service.ingest("/v1/track", viewed).status()).isEqualTo(200);
            sent++;
            assertThat(service.nextEmail(profile, "{\"claim\":" + (sent % 2 == 0) + "}")
                            .status())
                    .isEqualTo(200);
        }
        return sent;
    }

    private void reload() {
        EngineRoom engine = service.assembly().engine();
        for (int number = 1; number <= RELOADS; number++) {
            TestRules.nudge(rules, number + "h");
            assertThat(engine.takeUpRules("test"))
                    .hasValueSatisfying(
                            attempt -> assertThat(attempt.activated()).isTrue());
        }
    }

    private Store store() {
        return service.assembly().store();
    }

    private List<Decision> seen() {
        return store()
                .decisions(new DecisionQuery(null, "glance", null, null, null, null, 0, Integer.MAX_VALUE))
                .stream()
                .map(Recorded::decision)
                .filter(decision -> "seen".equals(decision.message()))
                .toList();
    }

    private boolean isOfItsTime(Decision decision) {
        String live = store().activations().stream()
                .filter(activation -> !activation.at().isAfter(decision.at()))
                .map(Activation::revision)
                .reduce("", (earlier, later) -> later);
        return decision.ruleset().equals(live);
    }
}
