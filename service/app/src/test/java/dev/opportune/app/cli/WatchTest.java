package dev.opportune.app.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.opportune.authoring.fixtures.Rehearsal;
import dev.opportune.authoring.fixtures.Rerun;
import dev.opportune.authoring.fixtures.RoundText;
import dev.opportune.authoring.rules.Rules;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a watch does from one look to the next. Time passes as a test says, and it saves and types in between. */
class WatchTest {
    private static final String STORY = """
            fixture: half an hour later a reminder goes out
            flows: [cart-recovery]
            start: "2026-03-03 12:00 Europe/Berlin"
            timeline:
              - {at: 0m, event: Product Added}
              - {at: 30m, expect: [{send: cart-reminder}]}
              - {at: 31m, event: Order Completed}
            """;
    private static final String OTHER = STORY.replace("half an hour later a reminder goes out", "the same once more");

    @TempDir
    private Path folder;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final List<Integer> standing = new ArrayList<>();
    private Path stories;

    @BeforeEach
    void write() throws IOException {
        Path rules = Captured.HOME.resolve("rules");
        try (Stream<Path> files = Files.walk(rules)) {
            for (Path file : files.toList()) {
                Files.copy(
                        file,
                        folder.resolve("rules").resolve(rules.relativize(file).toString()));
            }
        }
        stories = Files.createDirectory(folder.resolve("stories"));
        Files.writeString(stories.resolve("a.yml"), STORY);
        Files.writeString(stories.resolve("b.yml"), OTHER);
    }

    /** What happens between looks, in order; time passes by each. At the end somebody quits. */
    private final class Script implements Pulse {
        private final Deque<Supplier<Beat>> moments = new ArrayDeque<>();
        private long millis;

        Script look(long afterMillis) {
            moments.add(() -> {
                millis += afterMillis;
                return Beat.LOOK;
            });
            return this;
        }

        /** Looks twice: what has been saved is still by then. */
        Script lookUntilStill() {
            return look(100).look(100);
        }

        Script save(String name, String text) {
            moments.add(() -> {
                try {
                    Files.writeString(stories.resolve(name), text);
                } catch (IOException failure) {
                    throw new UncheckedIOException(failure);
                }
                return moments.remove().get();
            });
            return this;
        }

        Script type(Beat beat) {
            moments.add(() -> beat);
            return this;
        }

        @Override
        public Beat next() {
            return moments.isEmpty() ? Beat.QUIT : moments.remove().get();
        }

        @Override
        public long nanos() {
            return Duration.ofMillis(millis).toNanos();
        }
    }

    private int watch(Script script, boolean interactive) {
        Terminal terminal = new Terminal(
                new PrintStream(out, true, UTF_8), new PrintStream(err, true, UTF_8), interactive, Map.of());
        Rehearsal rehearsal =
                new Rehearsal(List.of(stories), null, folder.resolve("rules"), new Rules(4), Clock.systemUTC());
        return new Watch(rehearsal, new RoundText(false, new Rerun(null)), terminal, script, standing::add).run();
    }

    private static long rounds(String text) {
        return text.lines().filter(line -> line.startsWith("played ")).count();
    }

    @Test
    void everything_isPlayedAtOnce_andNothingMoreUntilSomethingIsSaved() {
        assertThat(watch(new Script().look(100).look(100).look(1000), false)).isZero();

        assertThat(out.toString(UTF_8)).isEqualTo("played 2 of 2 stories: all of them\n\nfixtures: 2 passed\n\n");
        assertThat(err.toString(UTF_8)).isEqualTo("watching; Ctrl-C quits\n");
    }

    @Test
    void savedFixture_isPlayedOnceItHasBeenStill() {
        int code = watch(
                new Script()
                        .save("a.yml", STORY.replace("30m, expect", "29m, expect"))
                        .look(100)
                        .save("a.yml", STORY.replace("30m, expect", "28m, expect"))
                        .look(99)
                        .look(99)
                        .look(1)
                        .look(500),
                false);

        assertThat(code).isEqualTo(1);
        assertThat(rounds(out.toString(UTF_8))).isEqualTo(2);
        assertThat(out.toString(UTF_8))
                .contains("played 1 of 2 stories: the one that was saved\n", "expect at 28m")
                .doesNotContain("expect at 29m")
                .endsWith("fixtures: 1 passed, 1 failed\n\n");
        assertThat(standing).containsExactly(0, 1);
    }

    @Test
    void exitCode_isThatOfTheLastResult() {
        Script script = new Script()
                .save("a.yml", STORY.replace("30m, expect", "29m, expect"))
                .lookUntilStill()
                .save("a.yml", STORY)
                .lookUntilStill();

        assertThat(watch(script, false)).isZero();
        assertThat(standing).containsExactly(0, 1, 0);
    }

    @Test
    void exitCode_isThatOfAMistake_asLongAsItIsThere() {
        Script script = new Script()
                .save("../rules/policy.yml", "dance: true\n")
                .lookUntilStill()
                .look(500);

        assertThat(watch(script, false)).isEqualTo(2);
        assertThat(rounds(out.toString(UTF_8))).isEqualTo(1);
        assertThat(out.toString(UTF_8))
                .contains("fixtures: 2 passed\nthese results are of the rules before this mistake:\n")
                .contains("policy.yml:1:1: error");
    }

    @Test
    void enter_playsAllAgain() {
        watch(new Script().type(Pulse.Beat.PLAY_ALL).look(100), true);

        assertThat(rounds(out.toString(UTF_8).replace("\u001b[H\u001b[2J", ""))).isEqualTo(2);
        assertThat(err.toString(UTF_8)).contains("watching; Enter plays all again, q quits\n");
    }

    @Test
    void whatWasNotPlayed_isAKeyAway() {
        watch(new Script().save("a.yml", STORY + "# later\n").lookUntilStill(), true);

        assertThat(err.toString(UTF_8)).endsWith("watching; Enter plays the others too, q quits\n");
    }

    @Test
    void screen_isClearedForAPersonOnly() {
        watch(new Script(), true);
        assertThat(out.toString(UTF_8)).startsWith("\u001b[H\u001b[2Jplayed ");

        out.reset();
        watch(new Script(), false);
        assertThat(out.toString(UTF_8)).doesNotContain("\u001b");
    }
}
