package dev.opportune.app.resources;

import static org.assertj.core.api.Assertions.assertThat;

import dev.opportune.app.service.SettableClock;
import dev.opportune.app.service.TestRules;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Callers who call too often are told when to call again. */
class RatesCallTest {
    private static final String SHOP = "the-key-of-the-shop-sends-events";
    private static final String APP = "the-key-of-the-app-asks-and-reads";

    @TempDir
    private Path folder;

    private final SettableClock clock = new SettableClock(Instant.parse("2026-03-03T12:00:00Z"));
    private RunningService service;

    @BeforeEach
    void start() {
        Path rules = TestRules.nudge(TestRules.policy(folder.resolve("rules")), "30m");
        service = RunningService.start(folder, rules, clock, """
                rulesWatch: false
                limits: {perKey: {requestsPerSecond: 1, burst: 2}}
                keys:
                  - %s
                  - %s
                """.formatted(
                        TestKeys.item("shop", SHOP, "ingest"), TestKeys.item("app", APP, "decide")));
    }

    @AfterEach
    void stop() {
        service.close();
    }

    private RunningService.Reply ask() {
        return service.send(service.request("/v1/decisions").header("Authorization", "Bearer " + APP));
    }

    private RunningService.Reply track() {
        return service.send(service.request("/v1/track")
                .POST(BodyPublishers.ofString("{\"writeKey\":\"" + SHOP + "\",\"userId\":\"u1\",\"event\":\"x\"}")));
    }

    @Test
    void key_thatCallsTooOften_isToldWhenToCallAgain() {
        assertThat(ask().status()).isEqualTo(200);
        assertThat(ask().status()).isEqualTo(200);
        RunningService.Reply reply = ask();

        assertThat(reply.status()).isEqualTo(429);
        assertThat(reply.type()).startsWith("application/problem+json");
        assertThat(reply.code()).isEqualTo("too_many_requests");
        assertThat(reply.json().path("detail").asText()).contains("\"app\"", "1 times a second");
        assertThat(reply.headers().firstValue("Retry-After")).contains("1");
        clock.advance(Duration.ofSeconds(1));
        assertThat(ask().status()).isEqualTo(200);
        assertThat(ask().status()).isEqualTo(429);
    }

    @Test
    void writeKey_isLimitedAlike_andByItself() {
        assertThat(track().status()).isEqualTo(200);
        assertThat(track().status()).isEqualTo(200);
        assertThat(track().code()).isEqualTo("too_many_requests");
        assertThat(ask().status()).isEqualTo(200);
    }

    @Test
    void callThatOpensNothing_isNotCounted() {
        for (int i = 0; i < 4; i++) {
            assertThat(service.get("/v1/decisions").status()).isEqualTo(401);
        }
        assertThat(ask().status()).isEqualTo(200);
    }
}
