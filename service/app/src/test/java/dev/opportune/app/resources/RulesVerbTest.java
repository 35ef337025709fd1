package dev.opportune.app.resources;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.opportune.app.cli.Terminal;
import dev.opportune.app.cli.Verbs;
import dev.opportune.app.service.SettableClock;
import dev.opportune.app.service.TestRules;
import dev.opportune.authoring.folders.RulesFolder;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command line, talking to a running service. */
class RulesVerbTest {
    @TempDir
    private Path folder;

    private final SettableClock clock = new SettableClock(Instant.parse("2026-03-03T12:00:00Z"));
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private Path rules;
    private RunningService service;
    private String first;

    @BeforeEach
    void start() {
        rules = TestRules.nudge(TestRules.policy(folder.resolve("rules")), "30m");
        service = RunningService.start(folder, rules, clock, "rulesWatch: false\n");
        first = live();
    }

    @AfterEach
    void stop() {
        service.close();
    }

    private String live() {
        return service.assembly().engine().rules().active().revision();
    }

    private int run(Object... arguments) {
        return run(Map.of("OPPORTUNE_URL", url(), "OPPORTUNE_KEY", "ana"), arguments);
    }

    private String url() {
        return "http://127.0.0.1:" + service.port("application") + "/";
    }

    private int run(Map<String, String> environment, Object... arguments) {
        out.reset();
        err.reset();
        clock.advance(Duration.ofMinutes(1));
        Terminal terminal = new Terminal(
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                false,
                environment);
        String[] texts = new String[arguments.length];
        for (int i = 0; i < arguments.length; i++) {
            texts[i] = arguments[i].toString();
        }
        return new Verbs(terminal, Clock.systemUTC()).run(texts);
    }

    private String said() {
        return out.toString(StandardCharsets.UTF_8);
    }

    private String complained() {
        return err.toString(StandardCharsets.UTF_8);
    }

    private Path other(String delay) {
        return TestRules.nudge(TestRules.policy(folder.resolve("other-" + delay)), delay);
    }

    @Test
    void folder_isMadeLive_andSaysWhomItFound() {
        String event = "{\"userId\":\"ana\",\"event\":\"Product Added\"}";
        assertThat(service.ingest("/v1/track", event).status()).isEqualTo(200);

        assertThat(run("rules", "activate", other("45m"), "--note", "too soon")).isZero();

        assertThat(live()).isNotEqualTo(first);
        assertThat(said())
                .contains("revision " + live() + " is live since 2026-03-03T12:01:00.001Z, by ana\n")
                .endsWith("  nudge: 1 open, 1 waiting\n");
        assertThat(complained()).isEmpty();
    }

    @Test
    void revision_isMadeLiveAgain_byTheBeginningOfItsName() {
        run("rules", "activate", other("45m"));

        assertThat(run("rules", "activate", first.substring(0, 8))).isZero();
        assertThat(live()).isEqualTo(first);
        assertThat(run("rules", "activate", first)).isZero();
        assertThat(said()).startsWith("revision " + first + " is live already, since ");
    }

    @Test
    void mistakes_areToldAtTheirPlaces_withTheLine() {
        Path broken = other("45m");
        TestRules.write(broken.resolve("nudge/flow.yml"), "flow: nugde\n");

        assertThat(run("rules", "activate", broken)).isEqualTo(2);
        assertThat(said()).contains("nudge/flow.yml:1", "1 | flow: nugde");
        assertThat(complained()).contains("These rules have problems");
        assertThat(live()).isEqualTo(first);
    }

    @Test
    void change_thatSomebodyOvertook_isNotMade() {
        run("rules", "activate", other("45m"));
        String second = live();

        assertThat(run("rules", "activate", other("50m"), "--expected", first)).isEqualTo(1);
        assertThat(complained()).contains("Revision " + second + " is live, by ana");
        assertThat(live()).isEqualTo(second);
    }

    @Test
    void list_tellsTheHistory_newestFirst() {
        run("rules", "activate", other("45m"), "--note", "too soon");
        assertThat(run("rules", "list")).isZero();

        assertThat(said().lines())
                .containsExactly(
                        "live      " + live().substring(0, 12) + "  2026-03-03T12:01:00.001Z  ana  too soon",
                        "          " + first.substring(0, 12) + "  2026-03-03T12:00:00Z      start");
    }

    @Test
    void show_writesTheFilesOfARevision_whichAreThatRevision() {
        run("rules", "activate", other("45m"));
        Path shown = folder.resolve("shown");

        assertThat(run("rules", "show", first.substring(0, 8), "--out", shown)).isZero();
        assertThat(said()).isEqualTo("3 files written to " + shown + "\n");
        assertThat(RulesFolder.read(shown).revision()).isEqualTo(first);
        assertThat(run("rules", "show", first, "--out", shown)).isEqualTo(2);
        assertThat(complained()).contains("is there and not empty");
    }

    @Test
    void show_tellsTheFiles() {
        assertThat(run("rules", "show", first.substring(0, 8))).isZero();

        assertThat(said())
                .startsWith("revision " + first + "\nlive from 2026-03-03T12:00:00Z, by start\n")
                .contains("\n── nudge/nudge.drl\npackage rules.nudge\n");
    }

    @Test
    void json_isWhatTheServiceAnswers() throws IOException {
        assertThat(run("rules", "activate", other("45m"), "--format", "json")).isZero();
        assertThat(new ObjectMapper().readTree(said()).path("result").asText()).isEqualTo("activated");

        assertThat(run("rules", "list", "--format", "json")).isZero();
        assertThat(new ObjectMapper().readTree(said()).path("history")).hasSize(2);
    }

    @Test
    void whatIsNeitherFolderNorRevision_isRefused() throws IOException {
        assertThat(run("rules", "activate", "no/such/folder")).isEqualTo(2);
        assertThat(complained()).contains("there is no folder no/such/folder", "rules list");
        assertThat(run("rules", "activate", "00000000")).isEqualTo(2);
        assertThat(complained()).contains("No revision that was ever live or proposed begins with \"00000000\"");
        assertThat(run("rules", "activate", Files.createDirectories(folder.resolve("empty"))))
                .isEqualTo(2);
        assertThat(complained()).contains("there are no rules in ");
        assertThat(run("rules", "show", "nonsense")).isEqualTo(2);
    }

    @Test
    void serviceThatIsNotThere_isNamed_withWhatToDo() {
        assertThat(run(Map.of(), "rules", "list", "--url", "http://127.0.0.1:1"))
                .isEqualTo(2);
        assertThat(said()).isEmpty();
        assertThat(complained()).contains("there is no service at http://127.0.0.1:1", "--url");
        assertThat(run(Map.of(), "rules", "list", "--url", "nonsense")).isEqualTo(2);
        assertThat(complained()).contains("\"nonsense\" is no address");
    }

    @Test
    void service_isWhereThePortOfTheEnvironmentIs() {
        String port = String.valueOf(service.port("application"));
        assertThat(run(Map.of("OPPORTUNE_PORT", port), "rules", "list")).isZero();
    }

    @Test
    void wordThatIsMistyped_isSuggestedBetter() {
        assertThat(run("rules", "lst")).isEqualTo(2);
        assertThat(complained()).endsWith("did you mean \"list\"?\n");
        assertThat(run("rules")).isEqualTo(2);
        assertThat(complained()).contains("Usage: opportune rules");
    }
}
