package dev.opportune.app.resources;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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

/** Where rules.approval is second-person, whoever makes a change live is not who proposed it. */
class SecondPersonTest {
    private static final String ANA = "the-key-of-ana";
    private static final String BEN = "the-key-of-ben";
    private static final String APP = "the-key-of-the-app-asks-and-reads";
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    private Path folder;

    private final SettableClock clock = new SettableClock(Instant.parse("2026-03-03T12:00:00Z"));
    private Path rules;
    private RunningService service;
    private String first;

    @BeforeEach
    void start() {
        rules = TestRules.nudge(TestRules.policy(folder.resolve("rules")), "30m");
        open();
        first = live();
    }

    private void open() {
        open("");
    }

    private void open(String more) {
        service = RunningService.start(folder, rules, clock, """
                rules: {approval: second-person%s}
                rulesWatch: false
                keys:
                  - %s
                  - %s
                  - %s
                """.formatted(
                        more,
                        TestKeys.item("ana", ANA, "author"),
                        TestKeys.item("ben", BEN, "author", "decide"),
                        TestKeys.item("app", APP, "ingest", "decide")));
    }

    @AfterEach
    void stop() {
        service.close();
    }

    private JsonNode status() {
        return service.send(service.request("/v1/rules").header("Authorization", RunningService.basic(ANA)))
                .json();
    }

    private String live() {
        return status().path("active").path("revision").asText();
    }

    private RunningService.Reply activate(String key, String body) {
        clock.advance(Duration.ofMinutes(1));
        return service.send(service.request("/v1/rules/activate")
                .header("Authorization", "Bearer " + key)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body)));
    }

    private static String naming(String revision) {
        return "{\"revision\":\"" + revision + "\"}";
    }

    private String bundle(String delay) {
        Path other = TestRules.nudge(TestRules.policy(folder.resolve("other-" + delay)), delay);
        ObjectNode body = JSON.createObjectNode().put("note", "after " + delay);
        ObjectNode files = body.putObject("files");
        RulesFolder.read(other).files().forEach((path, content) -> files.put(path, new String(content, UTF_8)));
        return body.toString();
    }

    private String proposed(String key, String delay) {
        RunningService.Reply reply = activate(key, bundle(delay));
        assertThat(reply.status()).isEqualTo(202);
        return reply.json().path("revision").asText();
    }

    @Test
    void firstPerson_onlyProposes() {
        RunningService.Reply reply = activate(ANA, bundle("45m"));

        assertThat(reply.status()).isEqualTo(202);
        assertThat(reply.json().path("result").asText()).isEqualTo("proposed");
        assertThat(reply.json().path("next").asText()).contains("another key", "/v1/rules/activate");
        assertThat(live()).isEqualTo(first);
        assertThat(RulesFolder.read(rules).revision()).isEqualTo(first);
        JsonNode motion = status().path("proposals").path(0);
        assertThat(motion.path("by").asText()).isEqualTo("ana");
        assertThat(motion.path("note").asText()).isEqualTo("after 45m");
        assertThat(motion.path("proposedAt").asText()).isEqualTo("2026-03-03T12:01:00Z");
        assertThat(motion.path("revision")).isEqualTo(reply.json().path("revision"));
    }

    @Test
    void firstPerson_cannotBeTheSecond() {
        String revision = proposed(ANA, "45m");
        RunningService.Reply reply = activate(ANA, naming(revision));

        assertThat(reply.status()).isEqualTo(403);
        assertThat(reply.code()).isEqualTo("same_person");
        assertThat(reply.json().path("next").asText()).contains("another key", revision);
        assertThat(activate(ANA, bundle("45m")).status()).isEqualTo(202);
        assertThat(live()).isEqualTo(first);
        assertThat(status().path("proposals")).hasSize(1);
    }

    @Test
    void secondPerson_makesItLive_evenAfterARestart() {
        String revision = proposed(ANA, "45m");
        service.close();
        open();
        RunningService.Reply reply = activate(BEN, naming(revision));

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.json().path("by").asText()).isEqualTo("ben");
        assertThat(live()).isEqualTo(revision);
        assertThat(RulesFolder.read(rules).revision()).isEqualTo(revision);
        assertThat(status().path("proposals")).isEmpty();
    }

    @Test
    void savedInTheFolder_isOnlyProposed_andAnyAuthorMayAgree() {
        TestRules.nudge(rules, "50m");
        String saved = RulesFolder.read(rules).revision();
        service.assembly().engine().takeUpRules("watch");

        assertThat(live()).isEqualTo(first);
        assertThat(status().path("proposals").findValuesAsText("by")).containsExactly("watch");
        assertThat(status().path("lastAttempt").path("result").asText()).isEqualTo("proposed");
        assertThat(activate(ANA, naming(saved)).status()).isEqualTo(200);
        assertThat(live()).isEqualTo(saved);
    }

    @Test
    void ownerOfTheFolder_cannotApproveWhatIsSavedThere_andAnybodyElseCan() {
        service.close();
        open(", folderOwner: ana");
        TestRules.nudge(rules, "50m");
        String saved = RulesFolder.read(rules).revision();
        service.assembly().engine().takeUpRules("watch");

        RunningService.Reply own = activate(ANA, naming(saved));
        assertThat(own.status()).as(own::body).isEqualTo(403);
        assertThat(own.code()).isEqualTo("same_person");
        assertThat(own.json().path("detail").asText()).contains("saved in the rules folder", "rules.folderOwner");
        assertThat(live()).isEqualTo(first);
        assertThat(activate(BEN, naming(saved)).status()).isEqualTo(200);
        assertThat(live()).isEqualTo(saved);
    }

    @Test
    void ownerOfTheFolder_whoIsNamedLikeNoKey_isSuggestedBetter() {
        service.close();
        assertThatThrownBy(() -> open(", folderOwner: anna"))
                .rootCause()
                .hasMessageContaining("rules.folderOwner is \"anna\"")
                .hasMessageContaining("did you mean \"ana\"?");
    }

    @Test
    void savedInTheFolder_andTakenBack_isNoLongerProposed() {
        TestRules.nudge(rules, "50m");
        service.assembly().engine().takeUpRules("watch");
        TestRules.nudge(rules, "30m");
        service.assembly().engine().takeUpRules("watch");

        assertThat(status().path("proposals")).isEmpty();
    }

    @Test
    void ownProposal_isNotMadeAnothersBySavingItInTheFolder() {
        String revision = proposed(ANA, "50m");
        TestRules.nudge(rules, "50m");
        assertThat(RulesFolder.read(rules).revision()).isEqualTo(revision);
        service.assembly().engine().takeUpRules("watch");

        assertThat(activate(ANA, naming(revision)).status()).isEqualTo(403);
    }

    @Test
    void changedWhileTheServiceWasAway_isOnlyProposedWhenItStarts() {
        service.close();
        TestRules.nudge(rules, "50m");
        open();

        assertThat(live()).isEqualTo(first);
        assertThat(status().path("proposals").findValuesAsText("revision"))
                .containsExactly(RulesFolder.read(rules).revision());
    }

    @Test
    void goingBack_isAChangeLikeAnyOther() {
        String second = proposed(ANA, "45m");
        activate(BEN, naming(second));

        assertThat(activate(BEN, naming(first)).status()).isEqualTo(202);
        assertThat(live()).isEqualTo(second);
        assertThat(activate(BEN, naming(first)).status()).isEqualTo(403);
        assertThat(activate(ANA, naming(first)).status()).isEqualTo(200);
        assertThat(live()).isEqualTo(first);
    }

    @Test
    void laterProposal_takesThePlaceOfTheEarlier() {
        String given = proposed(ANA, "45m");
        String instead = proposed(ANA, "50m");

        assertThat(status().path("proposals").findValuesAsText("revision")).containsExactly(instead);
        assertThat(activate(BEN, naming(given)).status()).isEqualTo(202);
        assertThat(live()).isEqualTo(first);
    }

    @Test
    void keyOfAnApp_changesNoRules() {
        RunningService.Reply reply = activate(APP, bundle("45m"));

        assertThat(reply.status()).isEqualTo(403);
        assertThat(reply.code()).isEqualTo("wrong_scope");
        assertThat(reply.json().path("next").asText()).contains("author");
        assertThat(status().path("proposals")).isEmpty();
    }

    @Test
    void approval_thatNobodyCouldGive_isRefusedAtTheStart() {
        assertThatThrownBy(() -> RunningService.start(
                        folder.resolve("elsewhere"), rules, clock, "rules: {approval: second-person}\n"))
                .hasRootCauseInstanceOf(IllegalArgumentException.class)
                .rootCause()
                .hasMessageContaining("rules.approval is second-person")
                .hasMessageContaining("keys create NAME --scope author");
    }

    @Test
    void approval_thatIsMisspelt_isSuggestedBetter() {
        assertThatThrownBy(() -> RunningService.start(
                        folder.resolve("elsewhere"), rules, clock, "rules: {approval: second-preson}\n"))
                .hasMessageContaining("rules.approval")
                .hasMessageContaining("did you mean \"second-person\"?");
    }
}
