package dev.opportune.app.resources;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.opportune.app.service.SettableClock;
import dev.opportune.app.service.TestRules;
import dev.opportune.authoring.folders.RulesFolder;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Rules go live by a call. */
class ActivationTest {
    private static final Instant NOON = Instant.parse("2026-03-03T12:00:00Z");
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    private Path folder;

    private final SettableClock clock = new SettableClock(NOON);
    private Path rules;
    private RunningService service;
    private String first;

    @BeforeEach
    void start() {
        rules = TestRules.glance(TestRules.nudge(TestRules.policy(folder.resolve("rules")), "30m"));
        service = RunningService.start(folder, rules, clock, "rulesWatch: false\n");
        first = live();
    }

    @AfterEach
    void stop() {
        service.close();
    }

    private String live() {
        return status().path("active").path("revision").asText();
    }

    private JsonNode status() {
        return service.get("/v1/rules").json();
    }

    private RunningService.Reply activate(String body) {
        clock.advance(Duration.ofMinutes(1));
        return service.send(service.request("/v1/rules/activate")
                .header("Authorization", RunningService.basic("ana"))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body)));
    }

    private static ObjectNode bundle(Path from) {
        ObjectNode body = JSON.createObjectNode();
        ObjectNode files = body.putObject("files");
        RulesFolder.read(from).files().forEach((path, content) -> files.put(path, new String(content, UTF_8)));
        return body;
    }

    private Path other(String delay) {
        return TestRules.nudge(TestRules.policy(folder.resolve("other-" + delay)), delay);
    }

    private void cart(String profile) {
        String event = "{\"userId\":\"" + profile + "\",\"event\":\"Product Added\"}";
        assertThat(service.ingest("/v1/track", event).status()).isEqualTo(200);
    }

    @Test
    void bundle_goesLive_withItsReason_andDecides() {
        RunningService.Reply reply =
                activate(bundle(other("45m")).put("note", "too soon").toString());

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.json().path("result").asText()).isEqualTo("activated");
        assertThat(reply.json().path("by").asText()).isEqualTo("ana");
        assertThat(reply.json().path("folder").isNull()).isTrue();
        assertThat(reply.json().path("revision").asText()).isEqualTo(live()).isNotEqualTo(first);
        assertThat(status().path("active").path("note").asText()).isEqualTo("too soon");
        assertThat(RulesFolder.read(rules).revision()).isEqualTo(live());

        clock.advance(Duration.ofMinutes(1));
        cart("ben");
        assertThat(service.nextEmail("ben", "{}")
                        .json()
                        .path("next")
                        .path("dueAt")
                        .asText())
                .isEqualTo("2026-03-03T12:47:00Z");
    }

    @Test
    void answer_tellsWhatIsInFlight_andWhatOfItIsCancelled() {
        cart("ana");
        cart("ben");
        Path without = TestRules.glance(TestRules.policy(folder.resolve("without")));

        JsonNode inFlight = activate(bundle(without).toString()).json().path("inFlight");

        assertThat(inFlight).isEqualTo(json("""
                {"at": "2026-03-03T12:01:00Z", "openTriggers": 2, "pendingMessages": 2, "cancellations": 2, "ends": 2,
                 "flows": [{"flow": "nudge", "openTriggers": 2, "pendingMessages": 2, "removed": true,
                            "cancellations": 2, "ends": 2}]}"""));
    }

    @Test
    void answer_tellsOfFlowsThatStay_thatNothingOfThemIsCancelled() {
        cart("ana");

        JsonNode inFlight = activate(bundle(other("45m")).toString()).json().path("inFlight");

        assertThat(inFlight.path("flows")).isEqualTo(json("""
                [{"flow": "nudge", "openTriggers": 1, "pendingMessages": 1, "removed": false,
                  "cancellations": 0, "ends": 0}]"""));
    }

    private static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (java.io.IOException notJson) {
            throw new java.io.UncheckedIOException(notJson);
        }
    }

    @Test
    void bundleWithMistakes_isRefusedWithThem_andNothingChanges() {
        ObjectNode bundle = bundle(other("45m"));
        bundle.withObject("files").put("nudge/flow.yml", "flow: nugde\n");
        RunningService.Reply reply = activate(bundle.toString());
        RunningService.Reply checked = service.send(service.request("/v1/rules/check")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(bundle.toString())));

        assertThat(reply.status()).isEqualTo(422);
        assertThat(reply.type()).isEqualTo("application/problem+json");
        assertThat(reply.code()).isEqualTo("unusable_rules");
        assertThat(reply.json().path("problems"))
                .isNotEmpty()
                .isEqualTo(checked.json().path("problems"));
        assertThat(live()).isEqualTo(first);
        assertThat(RulesFolder.read(rules).revision()).isEqualTo(first);
        assertThat(status().path("lastAttempt").path("result").asText()).isEqualTo("refused");
        assertThat(service.health()).contains("\"rules\":{\"healthy\":true");
    }

    @Test
    void bundleWithoutFlows_isRefused() {
        RunningService.Reply reply =
                activate(bundle(TestRules.policy(folder.resolve("empty"))).toString());

        assertThat(reply.status()).isEqualTo(422);
        assertThat(reply.json().path("problems").findValuesAsText("code")).containsExactly("no_flows");
    }

    @Test
    void whatIsLive_isNotMadeLiveAgain() {
        RunningService.Reply reply = activate(bundle(rules).toString());

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.json().path("result").asText()).isEqualTo("unchanged");
        assertThat(status().path("history")).hasSize(1);
    }

    @Test
    void revisionThatWasLive_isLiveAgain_byTheBeginningOfItsName() {
        activate(bundle(other("45m")).toString());
        RunningService.Reply reply = activate("{\"revision\":\"" + first.substring(0, 6) + "\"}");

        assertThat(reply.status()).isEqualTo(200);
        assertThat(live()).isEqualTo(first);
        assertThat(RulesFolder.read(rules).revision()).isEqualTo(first);
        assertThat(status().path("history")).hasSize(3);
    }

    @Test
    void revisionThatIsKept_isShownWithItsFiles() {
        String second = activate(bundle(other("45m")).toString())
                .json()
                .path("revision")
                .asText();
        JsonNode shown = service.get("/v1/rules/" + first.substring(0, 6)).json();

        assertThat(shown.path("revision").asText()).isEqualTo(first);
        assertThat(shown.path("files").path("nudge/nudge.drl").asText()).contains("\"30m\"");
        assertThat(shown.path("activations").findValuesAsText("by")).containsExactly("start");
        assertThat(service.get("/v1/rules/" + second)
                        .json()
                        .path("files")
                        .path("nudge/nudge.drl")
                        .asText())
                .contains("\"45m\"");
        assertThat(service.get("/v1/rules/0000").status()).isEqualTo(404);
    }

    @Test
    void fileThatIsNoText_goesAndComesAsBase64() {
        ObjectNode bundle = bundle(other("45m"));
        String policy = bundle.path("files").path("policy.yml").asText();
        bundle.withObject("files")
                .putObject("policy.yml")
                .put("base64", java.util.Base64.getEncoder().encodeToString(policy.getBytes(UTF_8)));

        String revision = activate(bundle.toString()).json().path("revision").asText();
        assertThat(revision).isEqualTo(RulesFolder.read(other("45m")).revision());
    }

    @Test
    void changeThatSomebodyOvertook_isRefused_andNamesWhatIsLive() {
        String second = activate(bundle(other("45m")).toString())
                .json()
                .path("revision")
                .asText();
        RunningService.Reply late =
                activate(bundle(other("50m")).put("expected", first).toString());

        assertThat(late.status()).isEqualTo(409);
        assertThat(late.code()).isEqualTo("overtaken");
        assertThat(late.json().path("revision").asText()).isEqualTo(second).isEqualTo(live());
        assertThat(activate(bundle(other("50m")).put("expected", second).toString())
                        .status())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{}|400|invalid_activation",
                "{\"files\":{\"policy.yml\":\"\"},\"revision\":\"9c41\"}|400|invalid_activation",
                "{\"revison\":\"9c41\"}|400|unknown_field",
                "{\"revision\":\"9c\"}|400|invalid_revision",
                "{\"revision\":\"nonsense\"}|400|invalid_revision",
                "{\"revision\":7}|400|invalid_revision",
                "{\"revision\":\"00000000\"}|404|unknown_revision",
                "{\"files\":{}}|400|invalid_bundle",
                "{\"files\":{\"policy.yml\":{\"base64\":\"%\"}}}|400|invalid_bundle",
                "{\"revision\":\"9c41\",\"expected\":true}|400|invalid_revision",
                "{\"revision\":\"9c41\",\"note\":7}|400|invalid_note",
            })
    void bodyThatIsWrong_isRefusedWithWhatToSend(String body, int status, String code) {
        RunningService.Reply reply = activate(body);

        assertThat(reply.status()).isEqualTo(status);
        assertThat(reply.code()).isEqualTo(code);
        assertThat(reply.json().path("next").asText()).isNotEmpty();
        assertThat(live()).isEqualTo(first);
    }

    @Test
    void fieldThatIsMisspelt_isSuggestedBetter() {
        assertThat(activate("{\"revison\":\"9c41\"}").json().path("detail").asText())
                .contains("did you mean \"revision\"?");
    }
}
