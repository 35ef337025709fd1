package dev.opportune.app.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class VerbsTest {
    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"", "dance", "check --dance", "replay", "replay a.csv --until noon"})
    void usage_thatIsWrong_isAnsweredWithTheRightOneOnStderr(String line) {
        Captured wrong = Captured.run((Object[]) (line.isEmpty() ? new String[0] : line.split(" ")));

        assertThat(wrong.exitCode()).isEqualTo(2);
        assertThat(wrong.out()).isEmpty();
        assertThat(wrong.err()).contains("Usage: opportune");
    }

    @ParameterizedTest
    @CsvSource({
        "tset, test",
        "chek, check",
        "relpay a.csv, replay",
        "check --rulse x, --rules",
        "test --fromat x, --format"
    })
    void word_thatIsMistyped_isSuggestedBetter(String line, String meant) {
        Captured wrong = Captured.run((Object[]) line.split(" "));

        assertThat(wrong.exitCode()).isEqualTo(2);
        assertThat(wrong.out()).isEmpty();
        assertThat(wrong.err()).startsWith("opportune: ").endsWith("\ndid you mean \"" + meant + "\"?\n");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "check --format jsn | --format cannot be \"jsn\" | did you mean \"json\"?",
                "check --format xml | --format cannot be \"xml\" | known are pretty, json",
                "replay a.csv --consent grnted | --consent cannot be \"grnted\" | did you mean \"granted\"?",
            })
    void choice_thatThereIsNot_isAnsweredWithThoseThereAre(String line, String what, String hint) {
        Captured wrong = Captured.run((Object[]) line.split(" "));

        assertThat(wrong.exitCode()).isEqualTo(2);
        assertThat(wrong.err()).isEqualTo("opportune: " + what + "\n" + hint + "\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"--help", "help", "replay --help", "--version"})
    void help_isAResult(String line) {
        Captured help = Captured.run((Object[]) line.split(" "));

        assertThat(help.exitCode()).isZero();
        assertThat(help.out()).contains("opportune");
        assertThat(help.err()).isEmpty();
    }

    @Test
    void failure_thatNobodyForesaw_hasACodeOfItsOwn() {
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        PrintStream closed = new PrintStream(OutputStream.nullOutputStream(), true, UTF_8) {
            @Override
            public void println(String line) {
                throw new IllegalStateException("the paper is out");
            }
        };
        Terminal terminal = new Terminal(
                closed,
                new PrintStream(err, true, UTF_8),
                false,
                Map.of("OPPORTUNE_RULES", Captured.HOME.resolve("rules").toString()));

        assertThat(new Verbs(terminal, Clock.systemUTC()).run("check")).isEqualTo(70);
        assertThat(err.toString(UTF_8)).contains("went wrong that should not have", "the paper is out");
    }

    @ParameterizedTest
    @ValueSource(strings = {"fixture:fixtures/fixture", "flow:rules/flow", "policy:rules/policy"})
    void schema_isThatWhichIsPublished(String kindAndFile) throws IOException {
        String[] parts = kindAndFile.split(":");

        Captured schema = Captured.run("schema", parts[0]);

        assertThat(schema.exitCode()).isZero();
        assertThat(schema.out()).isEqualTo(Files.readString(Captured.HOME.resolve(parts[1] + ".schema.json")));
    }

    @Test
    void schema_ofAKindThatIsNone_isRefused() {
        assertThat(Captured.run("schema", "flows").exitCode()).isEqualTo(2);
        assertThat(Captured.run("schema").exitCode()).isEqualTo(2);
    }

    @Test
    void check_ofTheShippedRules_findsNothing() {
        Captured check = Captured.run("check");

        assertThat(check.exitCode()).isZero();
        assertThat(check.out()).contains(" can be used, revision ");
        assertThat(check.err()).isEmpty();
    }

    @Test
    void check_ofBrokenRules_tellsAllProblemsWithTheirPlaces() throws IOException {
        Path rules = brokenRules();

        Captured check = Captured.run("check", "--rules", rules);

        assertThat(check.exitCode()).isEqualTo(2);
        assertThat(check.out())
                .contains("policy.yml:1")
                .contains("a-flow/flow.yml")
                .contains("error");
        assertThat(check.err()).isEmpty();
    }

    @Test
    void check_asJson_isOneObject() throws IOException {
        Captured check = Captured.run("check", "--format", "json", "--rules", brokenRules());

        assertThat(check.exitCode()).isEqualTo(2);
        assertThat(check.out().lines()).hasSize(1);
        JsonNode answer = new ObjectMapper().readTree(check.out());
        assertThat(names(answer)).containsExactly("problems", "revision");
        assertThat(names(answer.path("problems").path(0)))
                .containsExactly("code", "column", "file", "hint", "line", "message", "rule", "severity");
        assertThat(answer.path("problems").findValuesAsText("file")).contains("policy.yml");
    }

    private static List<String> names(JsonNode object) {
        return object.properties().stream().map(Map.Entry::getKey).sorted().toList();
    }

    @Test
    void rules_thatAreNotThere_areNamed() {
        Captured check = Captured.with(Map.of("OPPORTUNE_RULES", "no/such/rules"), "check");

        assertThat(check.exitCode()).isEqualTo(2);
        assertThat(check.out()).isEmpty();
        assertThat(check.err()).contains("no/such/rules").contains("--rules");
    }

    @Test
    void rules_thatAreBroken_areNotReplayed() throws IOException {
        Captured replay = Captured.run(
                "replay", Captured.HOME.resolve("fixtures/data/otto-clickstream.csv"), "--rules", brokenRules());

        assertThat(replay.exitCode()).isEqualTo(2);
        assertThat(replay.out()).isEmpty();
        assertThat(replay.err()).contains("policy.yml:1").contains("cannot be used");
    }

    @Test
    void folder_withoutRules_isRefused() {
        assertThat(Captured.run("check", "--rules", folder).exitCode()).isEqualTo(2);
    }

    private Path brokenRules() throws IOException {
        Files.writeString(folder.resolve("policy.yml"), "dance: true\n");
        Files.createDirectories(folder.resolve("a-flow"));
        Files.writeString(folder.resolve("a-flow/flow.yml"), "flow: another\n");
        return folder;
    }
}
