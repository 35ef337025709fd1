package dev.opportune.app.resources;

import static org.assertj.core.api.Assertions.assertThat;

import dev.opportune.app.service.SettableClock;
import dev.opportune.app.service.TestRules;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Asks one service, under two flows, at noon: every test has profiles of its own. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class ServiceTest {
    static final String CONSENT = "\"traits\":{\"consents\":[\"marketing\",\"marketing-sms\"]}";

    final SettableClock clock = new SettableClock(Instant.parse("2026-03-03T12:00:00Z"));
    RunningService service;

    @BeforeAll
    void start(@TempDir Path folder) {
        Path rules = TestRules.glance(TestRules.nudge(TestRules.policy(folder.resolve("rules")), "30m"));
        service = RunningService.start(folder, rules, clock);
    }

    @AfterAll
    void stop() {
        service.close();
    }

    void consent(String profile) {
        assertThat(service.ingest("/v1/identify", "{\"userId\":\"" + profile + "\"," + CONSENT + "}")
                        .status())
                .isEqualTo(200);
        // What happens in one millisecond is ordered by its ids, not by who came first.
        clock.advance(Duration.ofMillis(1));
    }

    static String track(String profile, String id, String event) {
        return "{\"type\":\"track\",\"userId\":\"" + profile + "\",\"messageId\":\"" + id + "\",\"event\":\"" + event
                + "\",\"properties\":{\"name\":\"Runner 2\"}}";
    }

    static String batch(String... messages) {
        return "{\"batch\":[" + String.join(",", messages) + "]}";
    }
}
