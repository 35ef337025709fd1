package dev.opportune.authoring.rules;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import dev.opportune.authoring.PrettyProblem;
import dev.opportune.authoring.Problem;
import dev.opportune.authoring.folders.RulesFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Each folder of src/test/resources/broken is the example with other files laid over it (and those in removed.txt taken
 * away), and expected.txt is what an author is told about it. What was said instead is left in target/broken. A folder named
 * one-… has one mistake, which is told once.
 */
class BrokenRulesetsTest {
    private static final String EXPECTED = "expected.txt";
    private static final String REMOVED = "removed.txt";

    private final Rules rules = new Rules();

    @TestFactory
    Stream<DynamicTest> brokenRuleset_isExplained() throws IOException {
        Path root = Rulesets.folder("..").resolve("broken");
        try (Stream<Path> cases = Files.list(root)) {
            return cases.sorted().toList().stream()
                    .map(folder -> DynamicTest.dynamicTest(folder.getFileName().toString(), () -> check(folder)));
        }
    }

    private void check(Path folder) throws IOException {
        RulesFolder files = RulesFolder.of(files(folder));
        Loaded loaded = rules.load(files);
        PrettyProblem pretty = new PrettyProblem(files::text);
        String said = loaded.problems().stream().map(pretty::render).collect(joining("\n"));

        Path target = Path.of("target", "broken", folder.getFileName() + ".txt");
        Files.createDirectories(target.getParent());
        Files.writeString(target, said);
        assertThat(loaded.ruleset()).isEmpty();
        assertThat(said).isEqualTo(Files.readString(folder.resolve(EXPECTED)));
        if (folder.getFileName().toString().startsWith("one-")) {
            assertThat(loaded.problems()).hasSize(1);
        }
    }

    @Test
    void badImport_isToldOnce_ofTwoHundredRules() {
        StringBuilder rules = new StringBuilder("package rules.more\nimport dev.opportune.facts.ProductAded\n"
                + "global dev.opportune.facts.Decide decide\n");
        for (int i = 0; i < 200; i++) {
            rules.append("rule \"R")
                    .append(i)
                    .append("\" when $e : ProductAded( now ) then decide.trigger(\"cart-recovery\",")
                    .append(" $e); end\n");
        }
        Map<String, byte[]> files = new TreeMap<>(Rulesets.example());
        files.put("cart-recovery/more.drl", rules.toString().getBytes(UTF_8));

        assertThat(this.rules.load(files).problems())
                .extracting(Problem::toString)
                .containsExactly("cart-recovery/more.drl:2:1: there is no fact \"ProductAded\"; did you mean"
                        + " \"ProductAdded\"?");
    }

    @Test
    void missingImport_isToldOnce_ofTwoHundredRules() {
        StringBuilder rules = new StringBuilder("package rules.more\n");
        for (int i = 0; i < 200; i++) {
            rules.append("rule \"R")
                    .append(i)
                    .append("\" when $e : ProductAdded( now ) then decide.trigger(\"cart-recovery\",")
                    .append(" $e); end\n");
        }
        Map<String, byte[]> files = new TreeMap<>(Rulesets.example());
        files.put("cart-recovery/more.drl", rules.toString().getBytes(UTF_8));

        assertThat(this.rules.load(files).problems())
                .extracting(Problem::code)
                .containsExactly("missing_import", "missing_global");
    }

    private static Map<String, byte[]> files(Path folder) throws IOException {
        Map<String, byte[]> files = new TreeMap<>(Rulesets.example());
        try (Stream<Path> overlay = Files.walk(folder)) {
            overlay.filter(Files::isRegularFile)
                    .forEach(
                            file -> files.put(folder.relativize(file).toString().replace('\\', '/'), read(file)));
        }
        files.remove(EXPECTED);
        byte[] removed = files.remove(REMOVED);
        if (removed != null) {
            List.of(new String(removed, UTF_8).split("\n")).forEach(files::remove);
        }
        return files;
    }

    private static byte[] read(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
