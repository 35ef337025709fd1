package dev.opportune.authoring.settings;

import static org.assertj.core.api.Assertions.assertThat;

import dev.opportune.authoring.Problem;
import dev.opportune.authoring.Problems;
import dev.opportune.authoring.folders.RulesFolder;
import dev.opportune.authoring.lints.Lints;
import dev.opportune.authoring.rules.Rulesets;
import dev.opportune.authoring.schemas.Agreement;
import dev.opportune.authoring.yaml.Schema;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What editors are told of flow.yml and policy.yml is what the readers go by. */
class SettingsSchemaTest {
    private static final Path HOME = Path.of(System.getProperty("opportune.home"));
    private static final Path EXAMPLES = Rulesets.folder("..").resolve("schemas");

    private final Agreement flow = new Agreement("flow.schema.json", SettingsSchemaTest::ofFlow);
    private final Agreement policy = new Agreement("policy.schema.json", SettingsSchemaTest::ofPolicy);

    private static List<Problem> ofFlow(String text) {
        Problems problems = new Problems();
        String named = text.lines()
                .filter(line -> line.startsWith("flow: "))
                .findFirst()
                .map(line -> line.substring(6).replace("\"", "").strip())
                .orElse("none");
        boolean isRead = new FlowReader(problems, null).read(named, text).isPresent();
        assertThat(isRead || problems.hasErrors())
                .as("nothing is said of\n" + text)
                .isTrue();
        return problems.all();
    }

    private static List<Problem> ofPolicy(String text) {
        Problems problems = new Problems();
        boolean isRead = new PolicyReader(problems).read(text).isPresent();
        assertThat(isRead || problems.hasErrors())
                .as("nothing is said of\n" + text)
                .isTrue();
        return problems.all();
    }

    private static List<String> texts(Path folder, String name) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.getFileName().toString().equals(name))
                    .sorted()
                    .map(SettingsSchemaTest::text)
                    .toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    @Test
    void shippedFiles_areValid() {
        assertThat(texts(HOME.resolve("rules"), "flow.yml")).hasSize(6).allSatisfy(flow::accepts);
        assertThat(texts(HOME.resolve("rules"), "policy.yml")).hasSize(1).allSatisfy(policy::accepts);
    }

    @Test
    void everyKey_isReadAndTried() {
        String everyKeyOfAFlow = text(EXAMPLES.resolve("every-key-of-a-flow.yml"));
        flow.accepts(everyKeyOfAFlow);
        flow.isWhollyTriedBy(List.of(everyKeyOfAFlow));
        String everyKeyOfAPolicy = text(EXAMPLES.resolve("every-key-of-a-policy.yml"));
        policy.accepts(everyKeyOfAPolicy);
        policy.isWhollyTriedBy(List.of(everyKeyOfAPolicy));
    }

    @Test
    void oneMistakeAnywhere_isRefusedByBothOrByNone() {
        List<String> flows = new ArrayList<>(texts(EXAMPLES, "every-key-of-a-flow.yml"));
        flows.addAll(texts(HOME.resolve("rules"), "flow.yml"));
        assertThat(flow.holdsForMutants(flows)).isGreaterThan(1_000);

        List<String> policies = new ArrayList<>(texts(EXAMPLES, "every-key-of-a-policy.yml"));
        policies.addAll(texts(HOME.resolve("rules"), "policy.yml"));
        assertThat(policy.holdsForMutants(policies)).isGreaterThan(1_000);
    }

    @Test
    void brokenFiles_ofTheOtherTests_areRefusedByTheSchemaToo() {
        Path broken = Rulesets.folder("..").resolve("broken");
        assertThat(texts(broken, "flow.yml")).isNotEmpty().allSatisfy(flow::holds);
        assertThat(texts(broken, "policy.yml")).isNotEmpty().allSatisfy(policy::holds);
    }

    /** What hovers over a key is on the page too, and the page says of every key what it is. */
    @ParameterizedTest
    @ValueSource(strings = {"flow.schema.json", "policy.schema.json"})
    void everyKey_isDescribedHereAndOnThePage(String schema) {
        String page = text(HOME.resolve("rules/README.md")) + text(HOME.resolve("rules/LINTS.md"));

        assertThat(Agreement.descriptions(Schema.published(schema).json()))
                .isNotEmpty()
                .allMatch(described -> described.matches("\\w+: \\S.*"))
                .allMatch(described -> page.matches("(?s).*[`{ ,]" + described.split(":")[0] + "[`:].*"));
    }

    @Test
    void lints_areThoseThatThereAre() {
        Schema lints = Schema.of(Schema.published("policy.schema.json")
                .json()
                .at("/properties/lints")
                .toString());

        assertThat(lints.keys()).isEqualTo(Lints.codes());
        assertThat(Schema.of(lints.json().at("/properties/same_priority").toString())
                        .words())
                .isEqualTo(LintLevel.words());
    }

    @Test
    void schemas_areNoRules() throws IOException {
        assertThat(RulesFolder.read(HOME.resolve("rules")).files()).isNotEmpty();
        assertThat(RulesFolder.read(HOME.resolve("rules")).files().keySet()).noneMatch(file -> file.endsWith(".json"));
    }
}
