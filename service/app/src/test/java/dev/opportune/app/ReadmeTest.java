package dev.opportune.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** The tour of the README, taken: every command is run in a shell, against a demo, and must answer what the page shows. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ReadmeTest {
    private static final Path HOME = Path.of(System.getProperty("opportune.home"));
    private static final String ANYTHING = "…";
    /** The page starts the program from its jar; a test runs before there is one, on the class path. */
    private static final String JAVA =
            "java() { \"$JAVA_HOME/bin/java\" -cp \"$OPPORTUNE_CLASSES\" dev.opportune.app.Opportune \"${@:3}\"; }\n";

    private final ObjectMapper json = new ObjectMapper();
    private Path folder;
    private Process demo;
    private int port;

    @BeforeAll
    void start(@TempDir Path temporary) throws IOException {
        assumeTrue(Stream.of("bash", "curl").allMatch(ReadmeTest::isInstalled), "bash and curl are there");
        folder = temporary;
        for (String part : List.of("rules", "fixtures")) {
            copy(HOME.resolve(part), folder.resolve(part));
        }
        port = freePort();
        File out = folder.resolve("demo.txt").toFile();
        demo = shell("java -jar opportune.jar demo").redirectOutput(out).start();
        await().atMost(Duration.ofMinutes(3))
                .until(() -> !demo.isAlive() || Files.readString(out.toPath()).contains("serving on"));
        assertThat(demo.isAlive()).as(() -> said(out)).isTrue();
    }

    @AfterAll
    void stop() {
        if (demo != null) {
            demo.descendants().forEach(ProcessHandle::destroyForcibly);
            demo.destroyForcibly();
        }
    }

    /** Each call that the demo suggests stands below a line that begins with what it answers. */
    @Test
    void demo_suggestsCalls_thatAnswerAsItSays() throws IOException, InterruptedException {
        List<String> said = Files.readAllLines(folder.resolve("demo.txt"));
        List<String> answers = new ArrayList<>();
        for (int line = 1; line < said.size(); line++) {
            if (said.get(line).startsWith("curl ")) {
                String answer =
                        json.readTree(run(said.get(line))).path("outcome").asText();
                assertThat(said.get(line - 1)).startsWith("# " + answer + ": ");
                answers.add(answer);
            }
        }
        assertThat(answers).containsExactly("send", "wait", "none");
    }

    @TestFactory
    Stream<DynamicTest> tour() throws IOException {
        List<Tour.Stop> stops = Tour.in(HOME.resolve("README.md"), "## Five minutes with it");
        assertThat(stops).hasSizeGreaterThan(5);
        return stops.stream().map(stop -> DynamicTest.dynamicTest(stop.toString(), () -> take(stop)));
    }

    private void take(Tour.Stop stop) throws IOException, InterruptedException {
        String answer = run(stop.command());
        switch (stop.format()) {
            case "json" ->
                assertThat(lacking(json.readTree(stop.answer()), json.readTree(answer), ""))
                        .as(answer)
                        .isEmpty();
            case "text" -> assertThat(answer).matches(pattern(stop.answer()));
            default -> throw new IllegalStateException("an answer is json or text, not " + stop.format());
        }
    }

    private String run(String command) throws IOException, InterruptedException {
        File out = Files.createTempFile(folder, "out", ".txt").toFile();
        shell(command).redirectOutput(out).start().waitFor();
        return Files.readString(out.toPath());
    }

    /** What the page shows and the answer lacks; the answer may have more fields. */
    private static List<String> lacking(JsonNode shown, JsonNode answer, String place) {
        if (shown.isTextual() && shown.asText().equals(ANYTHING) && !answer.isMissingNode()) {
            return List.of();
        }
        if (shown.isObject()) {
            return shown.properties().stream()
                    .flatMap(field ->
                            lacking(field.getValue(), answer.path(field.getKey()), place + "/" + field.getKey())
                                    .stream())
                    .toList();
        }
        if (shown.isArray() && answer.size() == shown.size()) {
            return Stream.iterate(0, index -> index < shown.size(), index -> index + 1)
                    .flatMap(index -> lacking(shown.get(index), answer.path(index), place + "/" + index).stream())
                    .toList();
        }
        return shown.equals(answer) ? List.of() : List.of(place + " is shown as " + shown + " and is " + answer);
    }

    /** A line of its own that is {@code …} stands for any lines, elsewhere it stands for any part of a line. */
    private static Pattern pattern(String shown) {
        String lines = shown.lines()
                .map(line -> line.strip().equals(ANYTHING)
                        ? "(?s:.*)"
                        : Stream.of(line.split(ANYTHING, -1))
                                .map(Pattern::quote)
                                .collect(Collectors.joining("[^\\n]*", "", "\\n")))
                .collect(Collectors.joining());
        return Pattern.compile(lines);
    }

    private ProcessBuilder shell(String script) {
        String here = script.replace("localhost:8080", "localhost:" + port);
        ProcessBuilder process = new ProcessBuilder("bash", "-c", JAVA + here)
                .directory(folder.toFile())
                .redirectError(folder.resolve("stderr.txt").toFile());
        process.environment().put("JAVA_HOME", System.getProperty("java.home"));
        process.environment().put("OPPORTUNE_CLASSES", System.getProperty("java.class.path"));
        process.environment().put("OPPORTUNE_PORT", String.valueOf(port));
        process.environment().put("OPPORTUNE_ADMIN_PORT", "0");
        return process;
    }

    private static boolean isInstalled(String program) {
        return Stream.of(System.getenv("PATH").split(File.pathSeparator))
                .anyMatch(place -> Files.isExecutable(Path.of(place, program)));
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Files.copy(file, to.resolve(from.relativize(file).toString()));
            }
        }
    }

    private static String said(File out) {
        try {
            return Files.readString(out.toPath(), UTF_8);
        } catch (IOException unreadable) {
            return unreadable.toString();
        }
    }
}
