package dev.opportune.app.resources;

import static org.assertj.core.api.Assertions.assertThat;

import dev.opportune.app.service.SettableClock;
import dev.opportune.app.service.TestRules;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * A run in which every gate says no to somebody, and every way of cancelling a message comes up once. It is noon, and 21:00
 * in Tokyo, where the quiet hours have just begun.
 */
final class EveryReason implements AutoCloseable {
    static final Instant NOON = Instant.parse("2026-03-03T12:00:00Z");

    private final SettableClock clock = new SettableClock(NOON);
    private RunningService service;

    EveryReason(Path folder) {
        Path rules = rules(folder.resolve("rules"));
        service = RunningService.start(folder, rules, clock);
        everyGateSaysNo();
        everyWayToCancel();
        service.close();

        deleteFlow(rules.resolve("removed"));
        clock.set(NOON.plus(Duration.ofHours(3)));
        service = RunningService.start(folder, rules, clock);
        // Whoever asks is brought to the present, under the rules of now.
        for (String profile : List.of("removed", "slow")) {
            assertThat(service.nextEmail(profile, "{\"claim\":true}").status()).isEqualTo(200);
        }
    }

    RunningService service() {
        return service;
    }

    @Override
    public void close() {
        service.close();
    }

    private void everyGateSaysNo() {
        consent("vetoed", "UTC", "\"tier\":\"gold\"");
        track("vetoed", "Hello", NOON);
        consent("paused", "UTC");
        track("paused", "Hush", NOON);
        consent("expired", "Asia/Tokyo");
        track("expired", "Hello", NOON);
        track("nobody-asked", "Hello", NOON);
        consent("complained", "UTC");
        track("complained", "Email Marked as Spam", NOON);
        track("complained", "Hello", NOON);
        consent("asleep", "Asia/Tokyo");
        track("asleep", "Whenever", NOON);
        consent("outranked", "UTC");
        track("outranked", "Both", NOON);
        consent("twice", "UTC");
        track("twice", "Hello", NOON);
        track("twice", "Hello", NOON.plusMillis(1));
        // Her share of the holdout is 0.042, see fixtures/assignment.
        consent("gabi", "UTC");
        track("gabi", "Hello", NOON);
    }

    private void everyWayToCancel() {
        consent("ordered", "UTC");
        track("ordered", "Product Added", NOON);
        track("ordered", "Order Completed", NOON.plusMillis(1));
        consent("late", "UTC");
        track("late", "Product Added", NOON);
        track("late", "Product Added", NOON.minus(Duration.ofMinutes(10)));
        consent("removed", "UTC");
        track("removed", "Soon", NOON);
        consent("slow", "UTC");
        track("slow", "Slow", NOON);
    }

    private void consent(String profile, String zone, String... traits) {
        String more = traits.length == 0 ? "" : "," + traits[0];
        ingest(
                "/v1/identify",
                "{\"userId\":\"%s\",\"timestamp\":\"%s\",\"traits\":{\"consents\":[\"marketing\"],\"timezone\":\"%s\"%s}}"
                        .formatted(profile, NOON.minus(Duration.ofHours(1)), zone, more));
    }

    private void track(String profile, String event, Instant at) {
        if (at.isAfter(clock.instant())) {
            clock.set(at);
        }
        ingest("/v1/track", "{\"userId\":\"%s\",\"event\":\"%s\",\"timestamp\":\"%s\"}".formatted(profile, event, at));
    }

    private void ingest(String path, String body) {
        assertThat(service.ingest(path, body).body()).isEqualTo("{\"success\":true}");
    }

    private static Path rules(Path folder) {
        TestRules.write(folder.resolve("policy.yml"), """
                default_timezone: UTC
                lateness: 48h
                lookback: 120d
                holdout: 5%
                paused: false
                channels:
                  email: {consent: marketing, caps: [1 per 24h], quiet_hours: {from: "21:00", to: "08:00"}}
                caps: []
                retention: {events: 400d, decisions: 800d}
                """);
        flow(folder, "greet", 80, "valid_for: 1h", "Hello", "decide.send(t, \"welcome\");");
        flow(folder, "hush", 80, "paused: true", "Hush", "decide.send(t, \"whisper\");");
        flow(folder, "patient", 80, "valid_for: 12h", "Whenever", "decide.send(t, \"good-morning\");");
        flow(folder, "better", 80, "valid_for: 12h", "Both", "decide.send(t, \"first\");");
        flow(folder, "worse", 20, "valid_for: 12h", "Both", "decide.send(t, \"second\");");
        flow(folder, "removed", 80, "valid_for: 12h", "Soon", "decide.delay(t, \"6h\", \"too-late\");");
        flow(folder, "slow", 80, "open_for: 1h", "Slow", "decide.delay(t, \"2h\", \"never\");");
        TestRules.write(folder.resolve("greet/gold.drl"), """
                package rules.greet
                import dev.opportune.facts.*
                global dev.opportune.facts.Decide decide

                rule "Gold customers get a call instead"
                when
                    $c : Candidate( flow == "greet" )
                    Profile( text("tier") == "gold" )
                then
                    decide.veto($c, "gold customers get a call");
                end
                """);
        return TestRules.nudge(folder, "30m");
    }

    private static void flow(Path folder, String name, int priority, String more, String event, String then) {
        TestRules.write(folder.resolve(name + "/flow.yml"), """
                flow: %s
                owner: tests
                channel: email
                priority: %d
                reentry: 0s
                %s
                """.formatted(name, priority, more));
        TestRules.write(folder.resolve(name + "/" + name + ".drl"), """
                package rules.%s
                import dev.opportune.facts.*
                global dev.opportune.facts.Decide decide

                rule "%s"
                when
                    $e : CustomEvent( now, name == "%s" )
                then
                    Trigger t = decide.trigger("%s", $e).key($e.getId());
                    %s
                end
                """.formatted(name, name, event, name, then));
    }

    private static void deleteFlow(Path flow) {
        try {
            Files.delete(flow.resolve("flow.yml"));
            Files.delete(flow.resolve(flow.getFileName() + ".drl"));
            Files.delete(flow);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
