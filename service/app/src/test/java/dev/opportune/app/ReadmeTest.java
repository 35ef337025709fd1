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
import java.util.Map;
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
    private final ObjectMapper json = new ObjectMapper();
    private Path folder;
    private Shell shell;
    private Process demo;
    private int port;

    @BeforeAll
    void start(@TempDir Path temporary) throws IOException {
        assumeTrue(Shell.has("bash", "curl"), "bash and curl are there");
        folder = temporary;
        port = freePort();
        shell = Shell.in(folder, Map.of("OPPORTUNE_PORT", String.valueOf(port), "OPPORTUNE_ADMIN_PORT", "0"));
        File out = folder.resolve("demo.txt").toFile();
        demo = shell.start("java -jar opportune.jar demo", out);
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
            case "text" -> assertThat(answer).matches(stop.pattern());
            default -> throw new IllegalStateException("an answer is json or text, not " + stop.format());
        }
    }

    private String run(String command) throws IOException, InterruptedException {
        return shell.run(here(command));
    }

    private String here(String command) {
        return command.replace("localhost:8080", "localhost:" + port);
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

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
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
