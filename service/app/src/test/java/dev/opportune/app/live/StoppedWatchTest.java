package dev.opportune.app.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.opportune.app.Opportune;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A watch in a process of its own, stopped as Ctrl-C does it. */
class StoppedWatchTest {
    private static final Duration LONGEST_START = Duration.ofMinutes(3);
    private static final String FAILING = """
            fixture: a reminder a minute too early
            flows: [cart-recovery]
            start: "2026-03-03 12:00 Europe/Berlin"
            timeline:
              - {at: 0m, event: Product Added}
              - {at: 29m, expect: [{send: cart-reminder}]}
            """;

    @TempDir
    private Path folder;

    @Test
    void watch_thatIsStopped_endsWithTheCodeOfTheLastResult() throws IOException, InterruptedException {
        Path story = Files.writeString(folder.resolve("story.yml"), FAILING);
        Path out = folder.resolve("out.txt");
        Process watch = new ProcessBuilder(List.of(
                        String.join(File.separator, System.getProperty("java.home"), "bin", "java"),
                        "-Xmx256m",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Opportune.class.getName(),
                        "test",
                        "--watch",
                        story.toString()))
                .directory(new File(System.getProperty("opportune.home")))
                .redirectOutput(out.toFile())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try {
            await().atMost(LONGEST_START)
                    .until(() -> !watch.isAlive() || Files.readString(out).contains("fixtures: "));
            assertThat(watch.isAlive()).isTrue();
            // Where there is SIGTERM it takes the same way as Ctrl-C; a process without a terminal can be sent nothing
            // else.
            watch.destroy();

            assertThat(watch.waitFor()).isEqualTo(1);
            assertThat(out).content().endsWith("fixtures: 0 passed, 1 failed\n\n");
        } finally {
            watch.destroyForcibly();
        }
    }
}
