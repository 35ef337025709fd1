package dev.opportune.app.resources;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.opportune.app.service.SettableClock;
import dev.opportune.app.service.TestRules;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Why a message was not sent, as the feed tells it: a run in which every gate says no to somebody, and every way of
 * cancelling a message comes up once. It is noon, and 21:00 in Tokyo, where the quiet hours have just begun.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ReasonsTest {
    private static final Instant NOON = Instant.parse("2026-03-03T12:00:00Z");
    private static final Set<String> GATES = Set.of(
            "vetoed",
            "paused",
            "expired",
            "no_consent",
            "suppression_list",
            "quiet_hours",
            "outranked",
            "frequency_cap",
            "holdout");
    private static final Set<String> CANCELLATIONS = Set.of("ordered", "late_event", "flow_removed", "timed_out");

    private final SettableClock clock = new SettableClock(NOON);
    private RunningService service;

    @BeforeAll
    void live(@TempDir Path folder) {
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

    @AfterAll
    void stop() {
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

    private List<JsonNode> feed(String query) {
        List<JsonNode> all = new ArrayList<>();
        String cursor = "0";
        while (true) {
            JsonNode page = service.get("/v1/decisions?limit=7&cursor=" + cursor + query)
                    .json();
            if (page.path("decisions").isEmpty()) {
                return all;
            }
            page.path("decisions").forEach(all::add);
            cursor = page.path("nextCursor").asText();
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "vetoed           |vetoed      |welcome     |{'veto':'gold customers get a call'}",
                "paused           |paused      |whisper     |{'paused':'hush'}",
                "expired          |expired     |welcome     |{'firstDueAt':'2026-03-03T12:00:00Z',"
                        + "'quietUntil':'2026-03-03T23:00:00Z','validFor':'1h'}",
                "no_consent       |nobody-asked|welcome     |{'purpose':'marketing','status':'unknown'}",
                "suppression_list |complained  |welcome     |{'channel':'email'}",
                "quiet_hours      |asleep      |good-morning|{'timezone':'Asia/Tokyo','until':'2026-03-03T23:00:00Z'}",
                "outranked        |outranked   |second      |{'by':'first','flow':'better'}",
                "frequency_cap    |twice       |welcome     |{'channel':'email','counted':1,'limit':'1 per 24h'}",
                "holdout          |gabi        |welcome     |{'experiment':'holdout'}",
            })
    void gate_thatSaysNo_isTheReasonWithFactsForAPerson(String reason, String profile, String message, String facts) {
        assertThat(feed("&reason=" + reason)).singleElement().satisfies(decision -> {
            assertThat(decision.path("profileId").asText()).isEqualTo(profile);
            assertThat(decision.path("message").asText()).isEqualTo(message);
            assertThat(decision.path("outcome").asText()).isEqualTo(reason.equals("quiet_hours") ? "wait" : "suppress");
            assertThat(decision.path("facts").toString()).isEqualTo(facts.replace('\'', '"'));
        });
    }

    @ParameterizedTest
    @CsvSource({"ordered,ordered", "late_event,late", "flow_removed,removed", "timed_out,slow"})
    void message_thatIsCancelled_saysWhy(String reason, String profile) {
        assertThat(feed("&outcome=cancel&kind=delay&profile=" + profile))
                .singleElement()
                .extracting(decision -> decision.path("reason").asText())
                .isEqualTo(reason);
    }

    @Test
    void message_thatWasNotSent_alwaysHasAReasonFromTheList() {
        Map<String, List<String>> reasons = new TreeMap<>();
        for (JsonNode decision : feed("")) {
            if (!decision.path("message").isNull()) {
                reasons.computeIfAbsent(decision.path("outcome").asText(), outcome -> new ArrayList<>())
                        .add(decision.path("reason").asText(null));
            }
        }
        reasons.get("wait").removeIf(reason -> reason == null);
        List<String> gates = new ArrayList<>(reasons.get("suppress"));
        gates.addAll(reasons.get("wait"));
        assertThat(gates).containsExactlyInAnyOrderElementsOf(GATES);
        assertThat(reasons.get("cancel")).containsExactlyInAnyOrderElementsOf(CANCELLATIONS);
        assertThat(reasons.get("send")).containsOnlyNulls();
    }

    @Test
    void nextEmail_ofWhomEverythingIsHeldBackFrom_givesTheSameReason() {
        JsonNode considered =
                service.nextEmail("gabi", "{}").json().path("considered").path(0);
        assertThat(considered.path("outcome").asText()).isEqualTo("suppress");
        assertThat(considered.path("reason").asText()).isEqualTo("holdout");
        assertThat(considered.path("facts").path("experiment").asText()).isEqualTo("holdout");
    }
}
