package dev.opportune.app.resources;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.opportune.app.service.SettableClock;
import dev.opportune.app.service.TestRules;
import dev.opportune.authoring.folders.RulesFolder;
import dev.opportune.kernel.session.Patience;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rules that are never done, tried on somebody who has been known for a while. */
class EndlessTrialTest {
    private static final Instant NOON = Instant.parse("2026-03-03T12:00:00Z");
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    private Path folder;

    private final SettableClock clock = new SettableClock(NOON);
    private RunningService service;

    @BeforeEach
    void start() {
        Path rules = TestRules.nudge(TestRules.policy(folder.resolve("rules")), "30m");
        service = RunningService.start(folder, rules, clock);
        service.ingest("/v1/identify", "{\"userId\":\"ana\",\"traits\":{\"consents\":[\"marketing\"]}}");
        service.ingest("/v1/track", "{\"userId\":\"ana\",\"event\":\"Product Added\"}");
        clock.advance(Duration.ofDays(60));
    }

    @AfterEach
    void stop() {
        service.close();
    }

    private RunningService.Reply attempt(ObjectNode body) {
        ObjectNode files = body.putObject("files");
        Path endless = TestRules.endless(folder.resolve("endless"));
        RulesFolder.read(endless).files().forEach((path, content) -> files.put(path, new String(content, UTF_8)));
        return service.send(service.request("/v1/rules/try")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body.toString())));
    }

    @Test
    void rulesThatAnswerEachMessageWithTheNext_areStoppedAtAStepThatIsNamed() {
        RunningService.Reply reply = attempt(JSON.createObjectNode().put("profile", "ana"));

        assertThat(reply.status()).as(reply::body).isEqualTo(422);
        assertThat(reply.code()).isEqualTo("endless_rules");
        Instant stopped = NOON.plusSeconds(1L + Patience.STEPS + 2 * Patience.STEPS_PER_ENTRY);
        assertThat(reply.json().path("stoppedAt").asText()).isEqualTo(stopped.toString());
        assertThat(reply.json().path("next").asText()).contains("an until before " + stopped);
    }

    @Test
    void untilBeforeThePlaceWhereTheyAreStopped_isAnswered() {
        RunningService.Reply reply = attempt(JSON.createObjectNode()
                .put("profile", "ana")
                .put("until", NOON.plusSeconds(60).toString()));

        assertThat(reply.status()).as(reply::body).isEqualTo(200);
    }

    @Test
    void storyThatIsNeverDone_isBroken_withWhereItWasStopped() {
        RunningService.Reply reply = attempt(JSON.createObjectNode().put("fixture", """
                fixture: sixty days
                flows: [nudge]
                start: "2026-03-03 12:00 UTC"
                timeline:
                  - {at: 0m, event: Product Added}
                  - {at: 60d, expect: nothing}
                """));

        assertThat(reply.json().path("status").asText()).as(reply::body).isEqualTo("broken");
        assertThat(reply.json().path("fixtureProblems").findValuesAsText("code"))
                .containsExactly("endless_rules");
    }
}
