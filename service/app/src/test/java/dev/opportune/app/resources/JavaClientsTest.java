package dev.opportune.app.resources;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.rudderstack.sdk.java.analytics.RudderAnalytics;
import com.segment.analytics.Analytics;
import com.segment.analytics.messages.AliasMessage;
import com.segment.analytics.messages.GroupMessage;
import com.segment.analytics.messages.IdentifyMessage;
import com.segment.analytics.messages.TrackMessage;
import dev.opportune.app.service.TestRules;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * The Java clients of Segment and RudderStack as their makers publish them, over a line on which calls fail and answers get
 * lost. They wait about a quarter of a minute before they try again.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class JavaClientsTest {
    private static final int EVENTS = 60;
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private RunningService service;

    @BeforeAll
    void start(@TempDir Path folder) {
        Path rules = TestRules.glance(TestRules.nudge(TestRules.policy(folder.resolve("rules")), "30m"));
        service = RunningService.start(folder, rules, Clock.tickMillis(ZoneOffset.UTC));
    }

    @AfterAll
    void stop() {
        service.close();
    }

    /** For a thread that waits to try again sends nothing else meanwhile; a client that is shut down shuts them down, too. */
    private static ExecutorService severalThreads() {
        return Executors.newFixedThreadPool(8);
    }

    private BadLine line(Integer... troubles) {
        return new BadLine("http://127.0.0.1:" + service.port("application"), List.of(troubles));
    }

    private JsonNode timeline(String profile) {
        return service.get("/v1/profiles/" + profile + "/timeline?limit=500")
                .json()
                .path("timeline");
    }

    private List<String> numbers(String profile) {
        return timeline(profile).findValuesAsText("number");
    }

    private void awaitAll(String profile, int count) {
        await().atMost(PATIENCE).until(() -> numbers(profile).size() >= count);
        assertThat(numbers(profile)).hasSize(count).doesNotHaveDuplicates();
    }

    @Test
    void segment_deliversEveryEventOnce() {
        try (BadLine line = line(500, BadLine.LOST, 429)) {
            Analytics client = Analytics.builder("segment-java")
                    .endpoint(line.url())
                    .flushQueueSize(EVENTS / 3)
                    .flushInterval(1, TimeUnit.SECONDS)
                    .networkExecutor(severalThreads())
                    .build();
            client.enqueue(TrackMessage.builder("Product Viewed")
                    .anonymousId("segment-browser")
                    .properties(Map.of("number", "0")));
            client.enqueue(IdentifyMessage.builder()
                    .userId("segment-user")
                    .anonymousId("segment-browser")
                    .traits(Map.of("email", "ana@example.com", "consents", List.of("marketing"))));
            for (int number = 1; number < EVENTS; number++) {
                client.enqueue(TrackMessage.builder("Product Viewed")
                        .userId("segment-user")
                        .properties(Map.of("number", String.valueOf(number))));
            }
            client.enqueue(GroupMessage.builder("acme").userId("segment-user"));
            client.enqueue(AliasMessage.builder("segment-old").userId("segment-user"));
            client.flush();

            awaitAll("segment-user", EVENTS);
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(profile("segment-old")).isEqualTo("segment-user"));
            assertThat(profile("segment-browser")).isEqualTo("segment-user");
            JsonNode user = service.get("/v1/profiles/segment-user").json();
            assertThat(user.path("segments").toString()).isEqualTo("[\"acme\"]");
            assertThat(user.path("consents").path("granted").toString()).isEqualTo("[\"marketing\"]");
            assertThat(timeline("segment-user").findValuesAsText("source")).containsOnly("segment-java");
            assertThat(line.isOver()).isTrue();
            client.shutdown();
        }
    }

    /** Over a line on which nothing fails: a failed call it does not repeat within any time that a test could wait. */
    @Test
    void rudderStack_deliversEveryEventOnce() {
        try (BadLine line = line()) {
            RudderAnalytics client = RudderAnalytics.builder("rudder-java")
                    .setDataPlaneUrl(line.url())
                    .setGZIP(true)
                    .flushQueueSize(EVENTS / 3)
                    .flushInterval(1, TimeUnit.SECONDS)
                    .networkExecutor(severalThreads())
                    .build();
            for (int number = 0; number < EVENTS; number++) {
                client.enqueue(com.rudderstack.sdk.java.analytics.messages.TrackMessage.builder("Product Viewed")
                        .userId("rudder-user")
                        .properties(Map.of("number", String.valueOf(number))));
            }
            client.flush();

            awaitAll("rudder-user", EVENTS);
            assertThat(timeline("rudder-user").findValuesAsText("source")).containsOnly("rudder-java");
            assertThat(line.isOver()).isTrue();
            client.shutdown();
        }
    }

    private String profile(String id) {
        return service.get("/v1/profiles/" + id).json().path("profileId").asText();
    }
}
