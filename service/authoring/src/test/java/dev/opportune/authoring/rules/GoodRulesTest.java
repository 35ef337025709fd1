package dev.opportune.authoring.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.opportune.authoring.Severity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Every rule in src/test/resources/good must pass all fences and run: a good rule refused is as bad as a bad one let in. */
class GoodRulesTest {
    private static final int FEWEST = 100;

    private final Rules rules = new Rules();

    @TestFactory
    Stream<DynamicTest> goodRules_areAcceptedAndRun() throws IOException {
        return files().map(file -> DynamicTest.dynamicTest(file.getFileName().toString(), () -> check(file)));
    }

    @Test
    void goodRules_areMany() throws IOException {
        long count = files().flatMap(GoodRulesTest::lines)
                .filter(line -> line.startsWith("rule "))
                .count();
        assertThat(count).isGreaterThanOrEqualTo(FEWEST);
    }

    private void check(Path file) throws IOException {
        Loaded loaded = rules.load(Alone.ruleset(Files.readString(file)));
        // Warnings are about flows as a whole, and these rules are no flow.
        assertThat(loaded.problems()).noneMatch(problem -> problem.severity() == Severity.ERROR);
        Shopper shopper = Shopper.under(loaded.ruleset().orElseThrow());
        assertThat(shopper.failed()).isEmpty();
        if (lines(file).anyMatch("// every rule fires"::equals)) {
            Set<String> all = new TreeSet<>(loaded.ruleNames().get(Rulesets.DRL));
            assertThat(shopper.fired()).containsAll(all);
        }
    }

    private static Stream<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(Rulesets.folder("..").resolve("good"))) {
            return files.sorted().toList().stream();
        }
    }

    private static Stream<String> lines(Path file) {
        try {
            return Files.readAllLines(file).stream();
        } catch (IOException unreadable) {
            throw new java.io.UncheckedIOException(unreadable);
        }
    }
}
