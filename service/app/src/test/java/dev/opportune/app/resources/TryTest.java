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
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Rules that are not live, tried on somebody real and in a story. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TryTest {
    private static final Instant NOON = Instant.parse("2026-03-03T12:00:00Z");
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String LATER = """
            rule "Still no order"
            when
                $t : Trigger( flow == "nudge" )
            then
                decide.delay($t, "45m", "remember").with("product", $t.getCause().text("name"));
            end
            """;
    private static final String STORY = """
            fixture: an hour in the cart
            flows: [nudge]
            start: "2026-03-03 12:00 Europe/Berlin"
            profiles: {ana: {timezone: Europe/Berlin, consents: [marketing]}}
            timeline:
              - {at: 0m, event: Product Added}
              - {at: 30m, expect: [{send: remember}]}
            """;

    private final SettableClock clock = new SettableClock(NOON);
    private Path folder;
    private Path rules;
    private RunningService service;

    /** Ana ordered 40 minutes after the cart: ten minutes after the reminder. */
    @BeforeAll
    void start(@TempDir Path temporary) {
        folder = temporary;
        rules = TestRules.nudge(TestRules.policy(folder.resolve("rules")), "30m");
        service = RunningService.start(folder, rules, clock);
        ingest("/v1/identify", "{\"userId\":\"ana\",\"traits\":{\"consents\":[\"marketing\"]}}");
        track("Product Added", "{\"name\":\"Runner 2\"}");
        clock.set(NOON.plus(Duration.ofMinutes(40)));
        track("Order Completed", "{}");
        clock.set(NOON.plus(Duration.ofHours(1)));
    }

    @AfterAll
    void stop() {
        service.close();
    }

    private void track(String event, String properties) {
        ingest(
                "/v1/track",
                "{\"userId\":\"ana\",\"event\":\"%s\",\"timestamp\":\"%s\",\"properties\":%s}"
                        .formatted(event, clock.instant(), properties));
    }

    private void ingest(String path, String body) {
        assertThat(service.ingest(path, body).body()).isEqualTo("{\"success\":true}");
    }

    private RunningService.Reply attempt(String body) {
        return service.send(service.request("/v1/rules/try")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body)));
    }

    private RunningService.Reply attempt(ObjectNode body) {
        return attempt(body.toString());
    }

    private static ObjectNode onAna() {
        return JSON.createObjectNode().put("profile", "ana");
    }

    private ObjectNode bundle() {
        ObjectNode files = JSON.createObjectNode();
        RulesFolder.read(rules).files().forEach((name, content) -> files.put(name, new String(content, UTF_8)));
        return files;
    }

    private static JsonNode remember(RunningService.Reply reply) {
        List<JsonNode> found = new ArrayList<>();
        reply.json().path("decisions").forEach(one -> {
            JsonNode decision = one.path("decision").isNull() ? one.path("recorded") : one.path("decision");
            if (decision.path("message").asText().equals("remember")) {
                found.add(one);
            }
        });
        assertThat(found).as(reply::body).hasSize(1);
        return found.get(0);
    }

    @Test
    void theLiveRules_giveWhatIsRecorded() {
        RunningService.Reply reply = attempt(onAna().set("files", bundle()));

        assertThat(reply.status()).as(reply::body).isEqualTo(200);
        assertThat(reply.json().path("summary").toString())
                .isEqualTo("{\"added\":0,\"changed\":0,\"removed\":0,\"same\":3}");
        assertThat(reply.json().path("entries").asInt()).isEqualTo(3);
    }

    @Test
    void ruleOfTheSameName_takesThePlaceOfTheLiveOne_andItsDifferenceIsExplained() {
        RunningService.Reply reply = attempt(onAna().put("rule", LATER));

        assertThat(reply.status()).as(reply::body).isEqualTo(200);
        JsonNode remember = remember(reply);
        assertThat(remember.path("difference").asText()).isEqualTo("changed");
        assertThat(remember.path("recorded").path("outcome").asText()).isEqualTo("send");
        assertThat(remember.path("decision").path("outcome").asText()).isEqualTo("cancel");
        assertThat(remember.path("decision").path("reason").asText()).isEqualTo("ordered");
        assertThat(remember.path("fields")).extracting(JsonNode::asText).contains("outcome", "dueAt", "changes");
        assertThat(remember.path("explanation").path("steps"))
                .extracting(step -> step.path("step").asText())
                .contains("event", "rule", "delay", "outcome");
        assertThat(reply.json().path("words"))
                .extracting(JsonNode::asText)
                .contains(
                        "changed   remember  flow nudge  recorded: send at 2026-03-03 12:30:00+00:00  would be: cancel"
                                + " ordered at 2026-03-03 12:40:00+00:00");
    }

    @Test
    void ruleOfANewName_isAddedToItsFlow() {
        String more = """
                rule "At once, too"
                when
                    $t : Trigger( flow == "nudge" )
                then
                    decide.send($t, "hello");
                end
                """;

        RunningService.Reply reply = attempt(onAna().put("rule", more).put("flow", "nudge"));

        assertThat(reply.status()).as(reply::body).isEqualTo(200);
        assertThat(reply.json().path("summary").path("added").asInt()).isEqualTo(1);
        assertThat(reply.json().path("summary").path("same").asInt()).isEqualTo(3);
        assertThat(attempt(onAna().put("rule", more)).json().path("problems").findValuesAsText("code"))
                .containsExactly("unknown_rule");
        assertThat(attempt(onAna().put("rule", more).put("flow", "nudg"))
                        .json()
                        .path("problems")
                        .findValuesAsText("hint"))
                .containsExactly("did you mean \"nudge\"?");
    }

    @Test
    void flowThatIsTakenAway_removesWhatWasDecided() {
        ObjectNode files = bundle();
        files.remove("nudge/nudge.drl");
        files.remove("nudge/flow.yml");
        TestRules.glance(folder.resolve("other"));
        RulesFolder.read(folder.resolve("other"))
                .files()
                .forEach((path, content) -> files.put(path, new String(content, UTF_8)));

        RunningService.Reply reply = attempt(onAna().set("files", files));

        assertThat(reply.status()).as(reply::body).isEqualTo(200);
        assertThat(reply.json().path("summary").path("removed").asInt()).isEqualTo(3);
        assertThat(remember(reply).path("decision").isNull()).isTrue();
    }

    @Test
    void until_takesWhatIsRecordedAsItWasThen() {
        RunningService.Reply reply = attempt(onAna().put("rule", LATER).put("until", "2026-03-03T12:10:00Z"));

        JsonNode remember = remember(reply);
        assertThat(remember.path("recorded").path("outcome").asText()).isEqualTo("wait");
        assertThat(remember.path("decision").path("dueAt").asText()).isEqualTo("2026-03-03T12:45:00Z");
        assertThat(reply.json().path("entries").asInt()).isEqualTo(2);
    }

    @Test
    void from_leavesOutWhatWasDecidedBefore() {
        RunningService.Reply all = attempt(onAna().put("rule", LATER).put("from", "2026-03-03T12:40:00Z"));
        RunningService.Reply none = attempt(onAna().put("rule", LATER).put("from", "2026-03-03T12:50:00Z"));

        assertThat(all.json().path("decisions")).hasSize(2);
        assertThat(none.status()).isEqualTo(200);
        assertThat(none.json().path("decisions")).isEmpty();
    }

    @Test
    void nothingOfATrial_isStored() throws SQLException {
        String status = service.get("/v1/rules").body();
        SortedMap<String, List<String>> before = everything();

        assertThat(attempt(onAna().put("rule", LATER)).status()).isEqualTo(200);
        assertThat(attempt(JSON.createObjectNode().put("fixture", STORY).set("files", bundle()))
                        .status())
                .isEqualTo(200);

        assertThat(everything()).isEqualTo(before);
        assertThat(service.get("/v1/rules").body()).isEqualTo(status);
    }

    /** Every row of every table. */
    private SortedMap<String, List<String>> everything() throws SQLException {
        SortedMap<String, List<String>> tables = new TreeMap<>();
        try (Connection database = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("test.db"))) {
            for (String table : column(database, "SELECT name FROM sqlite_master WHERE type = 'table'")) {
                tables.put(table, rows(database, table));
            }
        }
        assertThat(tables.get("entries")).isNotEmpty();
        return tables;
    }

    private static List<String> column(Connection database, String query) throws SQLException {
        List<String> values = new ArrayList<>();
        try (Statement statement = database.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            while (row.next()) {
                values.add(row.getString(1));
            }
        }
        return values;
    }

    private static List<String> rows(Connection database, String table) throws SQLException {
        List<String> rows = new ArrayList<>();
        try (Statement statement = database.createStatement();
                ResultSet row = statement.executeQuery("SELECT * FROM " + table)) {
            while (row.next()) {
                StringBuilder cells = new StringBuilder();
                for (int i = 1; i <= row.getMetaData().getColumnCount(); i++) {
                    cells.append(row.getString(i)).append('|');
                }
                rows.add(cells.toString());
            }
        }
        rows.sort(null);
        return rows;
    }

    @Test
    void story_isPlayed_andToldWithItsLog() {
        JsonNode live = attempt(JSON.createObjectNode().put("fixture", STORY).set("files", bundle()))
                .json();
        JsonNode later = attempt(JSON.createObjectNode()
                        .put("fixture", STORY)
                        .put("rule", LATER)
                        .put("fixtureName", "cart.yml"))
                .json();

        assertThat(live.path("status").asText()).isEqualTo("passed");
        assertThat(live.path("log"))
                .extracting(JsonNode::asText)
                .anyMatch(line -> line.contains("  send      remember"));
        assertThat(later.path("status").asText()).isEqualTo("failed");
        assertThat(later.path("words").path(0).asText()).startsWith("  cart.yml:7: expect at 30m");
    }

    @Test
    void storyThatNamesAFolder_findsNone() {
        String prying = STORY.replace("timeline:", "rules: {rules: %s}\ntimeline:".formatted(rules.toAbsolutePath()));

        JsonNode reply = attempt(JSON.createObjectNode().put("fixture", prying).put("rule", LATER))
                .json();

        assertThat(reply.path("status").asText()).isEqualTo("broken");
        assertThat(reply.path("fixtureProblems").path(0).path("message").asText())
                .startsWith("there is no folder");
    }

    @Test
    void storyThatIsVeryLong_isNotPlayed() {
        RunningService.Reply reply = attempt(JSON.createObjectNode()
                .put("fixture", "#".repeat(Limits.STORY + 1))
                .put("rule", LATER));

        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.code()).isEqualTo("invalid_try");
        assertThat(reply.json().path("detail").asText()).contains("65536");
    }

    @Test
    void rulesThatAreBroken_areRefusedWithTheirProblems() {
        RunningService.Reply reply = attempt(onAna().put("rule", LATER.replace("Trigger(", "Triger(")));

        assertThat(reply.status()).isEqualTo(422);
        assertThat(reply.code()).isEqualTo("broken_rules");
        JsonNode problem = reply.json().path("problems").path(0);
        assertThat(problem.path("code").asText()).isEqualTo("unknown_fact");
        assertThat(problem.path("file").asText()).isEqualTo("nudge/nudge.drl");
    }

    @Test
    void ruleThatCannotBeParsed_isRefusedAtItsLine() {
        RunningService.Reply reply = attempt(onAna().put("rule", "rule \"x\"\nwhen\n    Trigger(\nthen\nend\n"));

        assertThat(reply.status()).isEqualTo(422);
        assertThat(reply.json().path("problems").path(0).path("file").asText()).isEqualTo("rule.drl");
        assertThat(reply.json().path("problems").path(0).path("line").asInt()).isBetween(3, 5);
    }

    @Test
    void profileThatWasNeverSeen_isNotTriedOn() {
        RunningService.Reply reply =
                attempt(JSON.createObjectNode().put("profile", "nobody").put("rule", LATER));

        assertThat(reply.status()).isEqualTo(404);
        assertThat(reply.code()).isEqualTo("unknown_profile");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"profile\":\"ana\"}",
                "{\"rule\":\"x\"}",
                "{\"profile\":\"ana\",\"fixture\":\"x\",\"rule\":\"x\"}",
                "{\"profile\":\"ana\",\"rule\":\"x\",\"files\":{\"policy.yml\":\"\"}}",
                "{\"profile\":\"ana\",\"flow\":\"nudge\",\"files\":{\"policy.yml\":\"\"}}",
                "{\"profile\":\"ana\",\"rule\":7}",
                "{\"profile\":\"ana\",\"rule\":\"x\",\"until\":\"2026-03-03T13:00:01Z\"}",
                "{\"profile\":\"ana\",\"rule\":\"x\",\"from\":\"2026-03-03T12:30:00Z\",\"until\":\"2026-03-03T12:00:00Z\"}",
                "{\"profile\":\"ana\",\"rule\":\"x\",\"from\":\"yesterday\"}",
                "{\"fixture\":\"x\",\"rule\":\"x\",\"from\":\"2026-03-03T12:30:00Z\"}",
            })
    void bodyThatDoesNotSayWhatToTry_isRefusedWithWhatToSend(String body) {
        RunningService.Reply reply = attempt(body);

        assertThat(reply.status()).as(reply::body).isEqualTo(400);
        assertThat(reply.code()).isEqualTo("invalid_try");
        assertThat(reply.json().path("next").asText()).isNotEmpty();
    }
}
