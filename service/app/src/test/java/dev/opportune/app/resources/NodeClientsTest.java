package dev.opportune.app.resources;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.opportune.app.service.TestRules;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * The Node clients of Segment and RudderStack as their makers publish them, over a line on which calls fail and answers get
 * lost. Skipped where they are not installed: {@code npm ci} in {@code src/test/clients} does that.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class NodeClientsTest {
    private static final int EVENTS = 60;
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Path CLIENTS =
            Path.of(System.getProperty("opportune.home"), "service", "app", "src", "test", "clients");

    private RunningService service;

    @BeforeAll
    void start(@TempDir Path folder) {
        assumeTrue(
                Files.isDirectory(CLIENTS.resolve("node_modules")),
                "the Node clients are not installed: run npm ci in service/app/src/test/clients");
        Path rules = TestRules.glance(TestRules.nudge(TestRules.policy(folder.resolve("rules")), "30m"));
        service = RunningService.start(folder, rules, Clock.tickMillis(ZoneOffset.UTC));
    }

    @AfterAll
    void stop() {
        if (service != null) {
            service.close();
        }
    }

    private JsonNode timeline(String profile) {
        return service.get("/v1/profiles/" + profile + "/timeline?limit=500")
                .json()
                .path("timeline");
    }

    private void send(String client, Integer... troubles) throws IOException, InterruptedException {
        try (BadLine line = new BadLine("http://127.0.0.1:" + service.port("application"), List.of(troubles))) {
            Process node = new ProcessBuilder(
                            "node", "send.mjs", client, line.url(), client + "-node", String.valueOf(EVENTS))
                    .directory(CLIENTS.toFile())
                    .redirectOutput(Redirect.DISCARD)
                    .redirectError(Redirect.INHERIT)
                    .start();
            assertThat(node.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
            assertThat(node.exitValue()).isZero();
            assertThat(line.isOver()).isTrue();
        }
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(timeline(client + "-node-user").findValuesAsText("number"))
                        .hasSize(EVENTS)
                        .doesNotHaveDuplicates());
        assertThat(timeline(client + "-node-user").findValuesAsText("source")).containsOnly(client + "-node");
    }

    @Test
    void segment_deliversEveryEventOnce() throws Exception {
        send("segment", 500, BadLine.LOST, 429);

        assertThat(service.get("/v1/profiles/segment-node-browser")
                        .json()
                        .path("profileId")
                        .asText())
                .isEqualTo("segment-node-user");
    }

    @Test
    void rudderStack_deliversEveryEventOnce() throws Exception {
        send("rudder", 500, BadLine.LOST);
    }
}
