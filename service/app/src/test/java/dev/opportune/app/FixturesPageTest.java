package dev.opportune.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * A morning's work as the fixtures' page tells it: every command is run in a shell. A watch goes on in one terminal, and what is
 * saved in another is answered there.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FixturesPageTest {
    private static final Path HOME = Path.of(System.getProperty("opportune.home"));
    private static final Duration LONGEST = Duration.ofMinutes(4);

    private Path folder;
    private Shell shell;
    private Path watched;
    private Process watch;
    private int seen;

    @BeforeAll
    void open(@TempDir Path temporary) throws IOException, InterruptedException {
        assumeTrue(Shell.has("bash", "git"), "bash and git are there");
        folder = temporary;
        shell = Shell.in(folder, Map.of());
        shell.run("git init -q && git add rules fixtures");
    }

    @AfterAll
    void stop() {
        if (watch != null) {
            watch.descendants().forEach(ProcessHandle::destroyForcibly);
            watch.destroyForcibly();
        }
    }

    @TestFactory
    Stream<DynamicTest> morning() throws IOException {
        List<Tour.Stop> stops = Tour.in(HOME.resolve("fixtures/README.md"), "## A morning's work");
        assertThat(stops).hasSizeGreaterThan(5);
        return stops.stream().map(stop -> DynamicTest.dynamicTest(stop.toString(), () -> take(stop)));
    }

    private void take(Tour.Stop stop) throws IOException, InterruptedException {
        if (stop.command().contains("--watch")) {
            watched = folder.resolve("watched.txt");
            watch = shell.start(stop.command(), watched.toFile());
            awaitOnTheOtherTerminal(stop);
            return;
        }
        String answer = shell.run(stop.command());
        if (stop.command().startsWith("sed ")) {
            awaitOnTheOtherTerminal(stop);
        } else {
            assertThat(answer).matches(stop.pattern());
        }
    }

    /** What it says anew, which an empty line ends. */
    private void awaitOnTheOtherTerminal(Tour.Stop stop) {
        await().atMost(LONGEST)
                .untilAsserted(() -> assertThat(said().substring(seen))
                        .endsWith("\n\n")
                        .matches(
                                text -> stop.pattern()
                                        .matcher(text.strip() + "\n")
                                        .matches(),
                                "is\n" + stop.answer()));
        seen = said().length();
    }

    private String said() {
        try {
            return Files.readString(watched);
        } catch (IOException unreadable) {
            return unreadable.toString();
        }
    }
}
