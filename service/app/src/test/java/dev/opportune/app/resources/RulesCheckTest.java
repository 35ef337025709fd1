package dev.opportune.app.resources;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.opportune.app.service.SettableClock;
import dev.opportune.app.service.TestRules;
import dev.opportune.authoring.folders.RulesFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the service says of rules: of its own, and of those that someone would like to have. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RulesCheckTest {
    private static final String SHOP = "the-key-of-the-shop-sends-events";
    private static final String APP = "the-key-of-the-app-asks-and-reads";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final SettableClock clock = new SettableClock(Instant.parse("2026-03-03T12:00:00Z"));
    private Path rules;
    private RunningService service;

    @BeforeAll
    void start(@TempDir Path folder) {
        rules = TestRules.nudge(TestRules.policy(folder.resolve("rules")), "30m");
        service = RunningService.start(folder, rules, clock, """
                rulesWatch: false
                keys:
                  - %s
                  - %s
                """.formatted(
                        TestKeys.item("shop", SHOP, "ingest"), TestKeys.item("app", APP, "decide")));
    }

    @AfterAll
    void stop() {
        service.close();
    }

    private RunningService.Reply check(String body, String key, String type) {
        return service.send(service.request("/v1/rules/check")
                .header("Authorization", RunningService.basic(key))
                .header("Content-Type", type)
                .POST(BodyPublishers.ofString(body)));
    }

    private RunningService.Reply check(String body) {
        return check(body, APP, "application/json");
    }

    private JsonNode status() {
        return service.send(service.request("/v1/rules").header("Authorization", RunningService.basic(APP)))
                .json();
    }

    /** What the service runs, one file of it replaced. */
    private String bundle(String path, String text) {
        ObjectNode files = JSON.createObjectNode();
        RulesFolder.read(rules).files().forEach((name, content) -> files.put(name, new String(content, UTF_8)));
        files.put(path, text);
        return body(files);
    }

    private static String body(ObjectNode files) {
        try {
            return JSON.writeValueAsString(JSON.createObjectNode().set("files", files));
        } catch (IOException cannotBe) {
            throw new UncheckedIOException(cannotBe);
        }
    }

    @Test
    void bundleWithoutMistakes_isOfItsRevision_andHasNoProblems() {
        RunningService.Reply reply = check(bundle("README.md", "not a rule"));

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.json().path("revision"))
                .isEqualTo(status().path("active").path("revision"));
        assertThat(reply.json().properties()).extracting(Map.Entry::getKey).containsExactly("problems", "revision");
        assertThat(reply.json().path("problems")).isEmpty();
    }

    @Test
    void mistake_isToldAtItsPlace_andNothingIsKeptOfIt() {
        JsonNode before = status();
        String drl = """
                package rules.nudge
                import dev.opportune.facts.*
                global dev.opportune.facts.Decide decide

                rule "In the cart"
                when
                    $added : ProductAded( now )
                then
                    decide.trigger("nudge", $added);
                end
                """;
        RunningService.Reply reply = check(bundle("nudge/nudge.drl", drl));

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.json().path("problems")).hasSize(1);
        assertThat(reply.json().path("problems").path(0)).isEqualTo(json("""
                        {"severity": "error", "code": "unknown_fact", "file": "nudge/nudge.drl", "line": 7, "column": 14,
                         "rule": "In the cart", "message": "there is no fact \\"ProductAded\\"",
                         "hint": "did you mean ProductAdded?"}"""));
        assertThat(status()).isEqualTo(before);
    }

    @Test
    void propertyThatNoEventOfLateHad_isWarnedOf() {
        service.send(service.request("/v1/track")
                .header("Authorization", RunningService.basic(SHOP))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("""
                        {"userId": "u1", "event": "Product Added", "properties": {"brand": "Acme"}}""")));
        String drl = """
                package rules.nudge
                import dev.opportune.facts.*
                global dev.opportune.facts.Decide decide

                rule "In the cart"
                when
                    $added : ProductAdded( now, text("brnad") == "Acme" )
                then
                    decide.end(decide.trigger("nudge", $added), "done");
                end
                """;

        JsonNode problems = check(bundle("nudge/nudge.drl", drl)).json().path("problems");

        assertThat(problems).hasSize(1);
        assertThat(problems.path(0).path("code").asText()).isEqualTo("never_seen_property");
        assertThat(problems.path(0).path("severity").asText()).isEqualTo("warning");
        assertThat(problems.path(0).path("hint").asText()).isEqualTo("did you mean \"brand\"?");
    }

    @Test
    void fileThatIsNoText_isSentEncoded() {
        ObjectNode files = JSON.createObjectNode();
        RulesFolder.read(rules).files().forEach((name, content) -> files.put(name, new String(content, UTF_8)));
        files.putObject("nudge/t.drl.xlsx").put("base64", "0M8R4A==");

        assertThat(check(body(files)).json().path("problems")).containsExactly(json("""
                        {"severity": "error", "code": "invalid_xlsx", "file": "nudge/t.drl.xlsx", "line": 0,
                         "column": 0, "rule": null,
                         "message": "the file is in an older format, or protected by a password",
                         "hint": "save it as .xlsx (\\"Excel workbook\\"), without a password"}"""));
    }

    private static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (IOException notJson) {
            throw new UncheckedIOException(notJson);
        }
    }

    @Test
    void pathOutOfTheFolder_isAProblemOfTheBundle() {
        RunningService.Reply reply = check(bundle("../outside.yml", "x"));

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.json().path("problems").path(0).path("code").asText()).isEqualTo("invalid_path");
    }

    @Test
    void fileThatIsTooLarge_isAProblemOfTheBundle() {
        RunningService.Reply reply = check(bundle("nudge/long.drl", "//" + "x".repeat(RulesFolder.LARGEST_FILE)));

        assertThat(reply.json().path("problems").findValuesAsText("code")).contains("file_too_large");
    }

    @Test
    void bodyBeyondTheLimit_isRefusedUnread() {
        RunningService.Reply reply = check(" ".repeat(Limits.BUNDLE + 1));

        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.code()).isEqualTo("bundle_too_large");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"files\": {\"a.drl.xlsx\": {\"base64\": \"?\"}}}",
                "{\"files\": {\"a.drl.xlsx\": {\"base64\": \"\", \"more\": 1}}}",
                "{\"files\":{}}",
                "{\"files\":[]}",
                "{\"files\":\"policy.yml\"}",
                "{\"files\":{\"policy.yml\":7}}",
                "{\"files\":{\"policy.yml\":null}}",
                "{\"files\":{\"policy.yml\":\"\"},\"activate\":true}",
            })
    void bodyThatIsNoBundle_isRefusedWithWhatToSend(String body) {
        RunningService.Reply reply = check(body);

        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.code()).isEqualTo("invalid_bundle");
        assertThat(reply.json().path("next").asText()).contains("\"files\"");
    }

    @Test
    void check_withAKeyThatMayOnlySendEvents_isRefused() {
        RunningService.Reply reply = check("{}", SHOP, "application/json");

        assertThat(reply.status()).isEqualTo(403);
        assertThat(reply.code()).isEqualTo("wrong_scope");
    }

    @Test
    void check_thatIsNotSaidToBeJson_isRefused() {
        assertThat(check("{}", APP, "text/plain").status()).isEqualTo(415);
    }

    @Test
    void history_tellsEveryRevisionThatWasEverLive_newestFirst() {
        String first = status().path("active").path("revision").asText();
        clock.advance(Duration.ofHours(1));
        TestRules.nudge(rules, "45m");
        service.assembly().engine().takeUpRules("ana");
        clock.advance(Duration.ofHours(1));
        TestRules.nudge(rules, "30m");
        service.assembly().engine().takeUpRules("ben");

        JsonNode history = status().path("history");
        assertThat(history.findValuesAsText("by")).containsExactly("ben", "ana", "start");
        assertThat(history.findValuesAsText("activatedAt"))
                .containsExactly("2026-03-03T14:00:00.001Z", "2026-03-03T13:00:00.001Z", "2026-03-03T12:00:00Z");
        assertThat(history.path(0).path("revision").asText()).isEqualTo(first);
        assertThat(history.path(1).path("revision").asText()).isNotEqualTo(first);
        assertThat(history.path(2).path("revision").asText()).isEqualTo(first);
        assertThat(status().path("active")).isEqualTo(history.path(0));
    }
}
