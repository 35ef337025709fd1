package dev.opportune.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TestVerbTest {
    private static final String PASSING = """
            fixture: half an hour later a reminder goes out
            flows: [cart-recovery]
            start: "2026-03-03 12:00 Europe/Berlin"
            timeline:
              - {at: 0m, event: Product Added}
              - {at: 30m, expect: [{send: cart-reminder}]}
              - {at: 31m, event: Order Completed}
            """;
    private static final String FAILING = PASSING.replace("30m, expect", "29m, expect");
    private static final String BROKEN = PASSING.replace("flows:", "flow:");

    @TempDir
    private Path folder;

    private Path stories;

    @BeforeEach
    void makeFolder() throws IOException {
        stories = Files.createDirectory(folder.resolve("stories"));
    }

    private Path story(String name, String text) throws IOException {
        return Files.writeString(stories.resolve(name), text);
    }

    @Test
    void exitCode_isZero_whereAllPass() throws IOException {
        story("a.yml", PASSING);

        Captured test = Captured.run("test", stories);

        assertThat(test.exitCode()).isZero();
        assertThat(test.out()).contains("✓ half an hour later").endsWith("fixtures: 1 passed\n");
        assertThat(test.err()).isEmpty();
    }

    @Test
    void exitCode_isOne_whereOneFails() throws IOException {
        story("a.yml", PASSING);
        story("b.yml", FAILING);

        Captured test = Captured.run("test", stories);

        assertThat(test.exitCode()).isEqualTo(1);
        assertThat(test.out())
                .contains("b.yml:6: expect at 29m")
                .contains("≠ send cart-reminder")
                .endsWith("fixtures: 1 passed, 1 failed\n");
    }

    @Test
    void exitCode_isTwo_whereOneIsBroken() throws IOException {
        story("a.yml", PASSING);
        story("b.yml", BROKEN);

        Captured test = Captured.run("test", stories);

        assertThat(test.exitCode()).isEqualTo(2);
        assertThat(test.out()).contains("b.yml:2:1: error").contains("did you mean \"flows\"?");
    }

    @Test
    void exitCode_isTwo_whereTheRulesAreBroken() throws IOException {
        story("a.yml", PASSING);
        Files.writeString(folder.resolve("policy.yml"), "dance: true\n");

        Captured test = Captured.run("test", stories, "--rules", folder);

        assertThat(test.exitCode()).isEqualTo(2);
        assertThat(test.out())
                .contains("policy.yml:1")
                .endsWith("fixtures: the rules are broken, and nothing was run\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "--run=no such story"})
    void exitCode_isTwo_whereNothingIsSelected(String option) throws IOException {
        if (!option.isEmpty()) {
            story("a.yml", PASSING);
        }
        Captured test = option.isEmpty() ? Captured.run("test", stories) : Captured.run("test", stories, option);

        assertThat(test.exitCode()).isEqualTo(2);
        assertThat(test.out()).contains("error [nothing_selected]");
    }

    @Test
    void run_narrowsTheSelectionDown() throws IOException {
        story("a.yml", PASSING);
        story("b.yml", FAILING.replace("half an hour", "29 minutes"));

        assertThat(Captured.run("test", stories, "--run", "half an (hour|day)").exitCode())
                .isZero();
        assertThat(Captured.run("test", stories, "--run", "b\\.yml$").exitCode())
                .isEqualTo(1);
    }

    @Test
    void run_thatIsNoPattern_isRefused() {
        Captured test = Captured.run("test", stories, "--run", "(");

        assertThat(test.exitCode()).isEqualTo(2);
        assertThat(test.err()).contains("\"(\" is no regular expression");
    }

    @Test
    void json_isOneObject_whateverIsWrong() throws IOException {
        story("a.yml", PASSING);
        story("b.yml", FAILING);
        story("c.yml", BROKEN);

        Captured test = Captured.run("test", stories, "--format", "json");

        JsonNode report = new ObjectMapper().readTree(test.out());
        assertThat(report.path("passed").asInt()).isEqualTo(1);
        assertThat(report.path("failed").asInt()).isEqualTo(1);
        assertThat(report.path("broken").asInt()).isEqualTo(1);
        assertThat(report.path("exitCode").asInt()).isEqualTo(test.exitCode()).isEqualTo(2);
    }

    @Test
    void junit_isOneDocument_withATestCaseForEachFixture() throws Exception {
        story("a.yml", PASSING);
        story("b.yml", FAILING);

        Captured test = Captured.run("test", stories, "--format", "junit");

        var suite = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(test.out().getBytes(StandardCharsets.UTF_8)))
                .getDocumentElement();
        assertThat(suite.getElementsByTagName("testcase").getLength()).isEqualTo(2);
        assertThat(suite.getElementsByTagName("failure").getLength()).isEqualTo(1);
    }

    @Test
    void coverage_ofOneFolder_isNotShown() throws IOException {
        story("a.yml", PASSING);

        assertThat(Captured.run("test", stories).out()).doesNotContain("no fixture reaches");
    }

    @Test
    void coverage_ofSeveralFolders_namesWhatNoFixtureReaches() throws IOException {
        story("a.yml", PASSING);
        Files.writeString(
                Files.createDirectory(stories.resolve("more")).resolve("b.yml"),
                PASSING.replace("flows: [", "flows: [long-look, "));

        assertThat(Captured.run("test", stories).out())
                .contains("no fixture reaches\n")
                .contains("flow    win-back")
                .contains("reason  holdout");
    }

    @Test
    void exitCode_isThree_whereCoverageIsBelowTheThreshold() throws IOException {
        story("a.yml", PASSING);

        Captured test = Captured.run("test", stories, "--coverage", "--threshold", "99.5");

        assertThat(test.exitCode()).isEqualTo(3);
        assertThat(test.out())
                .contains("\"Half an hour later there is still no order\"  1 fixture\n        " + stories)
                .contains("is below the threshold of 99.5 % by ");
    }

    @Test
    void coverage_withoutAThreshold_isOnlyTold() throws IOException {
        story("a.yml", PASSING);

        Captured test = Captured.run("test", stories, "--coverage");

        assertThat(test.exitCode()).isZero();
        assertThat(test.out()).contains("coverage: ").doesNotContain("threshold");
    }

    @Test
    void coverage_ofTheShippedFixtures_isWhole() {
        Captured test = Captured.run("test", Captured.HOME.resolve("fixtures"), "--coverage", "--threshold", "100");

        assertThat(test.exitCode()).as(test.out()).isZero();
        assertThat(test.out()).contains(", 100 %\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"--threshold=90", "--coverage --threshold=101", "--coverage --threshold=-1"})
    void threshold_thatIsNone_orOfNothing_isRefused(String options) {
        Captured test = Captured.run(
                Stream.concat(Stream.of("test"), Stream.of(options.split(" "))).toArray());

        assertThat(test.exitCode()).isEqualTo(2);
        assertThat(test.err()).containsAnyOf("--coverage", "is no percentage; write a number from 0 to 100");
    }

    @Test
    void update_writesWhatWasDecided_andTheNextRunIsGreen() throws IOException {
        Path passing = story("a.yml", PASSING);
        Path failing = story("b.yml", FAILING);
        Path broken = story("c.yml", BROKEN);

        Captured test = Captured.run("test", passing, failing, "--update");

        assertThat(test.exitCode()).isEqualTo(1);
        assertThat(test.err()).isEqualTo("""
                rewritten  %s:6: expect at 29m (2026-03-03 12:29:00+01:00)
                rewritten  %s:7: the silent "expect: nothing" after the last step at 31m (2026-03-03 12:31:00+01:00)
                """.replace("%s", failing.toString()));
        assertThat(failing).hasContent(FAILING.replace("[{send: cart-reminder}]", "nothing") + """
                  - at: 31m
                    expect:
                      - send: cart-reminder
                """);
        assertThat(passing).hasContent(PASSING);
        assertThat(Captured.run("test", passing, failing).exitCode()).isZero();
        assertThat(Captured.run("test", broken, "--update").err()).isEmpty();
        assertThat(broken).hasContent(BROKEN);
    }

    @ParameterizedTest
    @ValueSource(strings = {"--update", "--coverage", "--coverage --threshold=90", "--format=json", "--format=junit"})
    void watch_doesNotGoWithWhatIsAboutAnEnd(String options) throws IOException {
        story("a.yml", PASSING);

        Captured test = Captured.run(Stream.concat(Stream.of("test", stories, "--watch"), Stream.of(options.split(" ")))
                .toArray());

        assertThat(test.exitCode()).isEqualTo(2);
        assertThat(test.out()).isEmpty();
        assertThat(test.err()).startsWith("opportune: --watch does not go with " + options.split("[ =]")[0]);
    }

    @Test
    void watch_ofRulesThatAreNotThere_isRefused() {
        Captured test = Captured.run("test", stories, "--watch", "--rules", folder.resolve("none"));

        assertThat(test.exitCode()).isEqualTo(2);
        assertThat(test.err()).contains("there is no folder");
    }

    @Test
    void failure_endsWithTheCommandThatRunsItAgain() throws IOException {
        Path story = story("a.yml", FAILING);
        Path rules = Captured.HOME.resolve("rules");

        assertThat(Captured.run("test", stories, "--rules", rules).out())
                .contains("run it again\n      opportune test " + story + " --rules " + rules + "\n\nfixtures:");
    }

    @Test
    void colours_areForTerminals_unlessTheyAreNotWanted() throws IOException {
        story("a.yml", PASSING);

        assertThat(Captured.run("test", stories).out()).doesNotContain("\u001b");
        assertThat(Captured.watched("test", stories).out()).contains("\u001b[32m");
        assertThat(Captured.watched(Map.of("NO_COLOR", "1"), "test", stories).out())
                .doesNotContain("\u001b");
    }
}
