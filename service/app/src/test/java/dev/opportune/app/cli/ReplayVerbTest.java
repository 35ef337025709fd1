package dev.opportune.app.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReplayVerbTest {
    private static final Path DATA = Captured.HOME.resolve("fixtures/data");

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "otto-clickstream.csv",
                "uci-online-retail-orders.csv",
                "retentioneering-ecommerce-synthetic.csv",
            })
    void replay_ofTheSameEventsInAnyOrder_isTheSameToTheByte(String name) throws IOException {
        Path file = DATA.resolve(name);
        byte[] first = decisions(file);

        assertThat(first).isNotEmpty();
        assertThat(decisions(file)).isEqualTo(first);
        assertThat(decisions(shuffled(file))).isEqualTo(first);
    }

    @Test
    void replay_tellsFiguresAndWhatItTookForGranted() {
        Captured replay = Captured.run("replay", DATA.resolve("otto-clickstream.csv"));

        assertThat(replay.exitCode()).isZero();
        assertThat(replay.err()).isEmpty();
        assertThat(replay.out())
                .startsWith("862 events of 20 profiles, 2022-07-31T22:00:00.025Z to 2022-08-28T21:59:57.885Z\n")
                .contains("unknown consent counted as granted")
                .contains("\ntotal ");
    }

    @Test
    void replay_withoutConsent_sendsNothing() throws IOException {
        Path out = folder.resolve("decisions.ndjson");

        Captured replay =
                Captured.run("replay", DATA.resolve("otto-clickstream.csv"), "--consent", "none", "--out", out);

        assertThat(replay.out()).contains("unknown consent counted as withdrawn");
        assertThat(Files.readAllLines(out))
                .anyMatch(line -> line.contains("\"reason\":\"no_consent\""))
                .noneMatch(line -> line.contains("\"outcome\":\"send\",\"profileId\""));
    }

    @Test
    void replay_untilAnInstant_decidesNothingAfterIt() throws IOException {
        Path out = folder.resolve("decisions.ndjson");

        Captured replay = Captured.run(
                "replay", DATA.resolve("otto-clickstream.csv"), "--until", "2022-08-07T00:00:00+02:00", "--out", out);

        assertThat(replay.out()).contains("to 2022-08-06T").contains("time ran to 2022-08-06T22:00:00Z");
        assertThat(Files.readAllLines(out))
                .isNotEmpty()
                .allMatch(line -> line.compareTo("{\"at\":\"2022-08-06T22:00:00Z\"") <= 0);
    }

    @Test
    void replay_ofAnIdTwice_countsItOnceAndSaysSo() throws IOException {
        Path file = DATA.resolve("otto-clickstream.csv");

        Captured replay = Captured.run("replay", file, file, "--out", folder.resolve("twice"));

        assertThat(replay.out()).contains("862 more lines had an id that another line had");
        assertThat(Files.readAllBytes(folder.resolve("twice"))).isEqualTo(decisions(file));
    }

    @Test
    void replay_withBrokenLines_namesThemAllAndReplaysNothing() throws IOException {
        Path file = Files.writeString(folder.resolve("a.csv"), """
                timestamp,userId,event
                yesterday,u1,Product Added
                2026-11-23T10:00:00Z,,Product Added
                2026-11-23T10:00:00Z,u1,Product Added
                """);
        Path out = folder.resolve("decisions.ndjson");

        Captured replay = Captured.run("replay", file, folder.resolve("none.csv"), "--out", out);

        assertThat(replay.exitCode()).isEqualTo(2);
        assertThat(replay.out()).isEmpty();
        assertThat(replay.err())
                .contains(file + ":2: ", file + ":3: ")
                .contains("none.csv: there is no such file")
                .contains("3 problems");
        assertThat(out).doesNotExist();
    }

    @Test
    void replay_ofNothing_isRefused() throws IOException {
        Path file = Files.writeString(folder.resolve("a.csv"), "timestamp,userId,event\n");

        assertThat(Captured.run("replay").exitCode()).isEqualTo(2);
        assertThat(Captured.run("replay", file).exitCode()).isEqualTo(2);
        assertThat(Captured.run("replay", DATA.resolve("otto-clickstream.csv"), "--until", "2001-01-01T00:00:00Z")
                        .exitCode())
                .isEqualTo(2);
    }

    @Test
    void replay_withAnOutThatCannotBe_isRefusedInWords() throws IOException {
        Path file = Files.writeString(folder.resolve("a.csv"), """
                timestamp,userId,event
                2026-11-23T10:00:00Z,u1,Product Added
                """);

        Captured nowhere = Captured.run("replay", file, "--out", folder.resolve("none/out"));
        Captured onFolder = Captured.run("replay", file, "--out", folder);

        assertThat(nowhere.exitCode()).isEqualTo(2);
        assertThat(nowhere.err())
                .contains("none/out: there is no folder " + folder.resolve("none"))
                .doesNotContain("Exception");
        assertThat(onFolder.exitCode()).isEqualTo(2);
        assertThat(onFolder.err()).contains(folder + ": it is a folder").doesNotContain("Exception");
    }

    @Test
    void replay_ofAFolder_saysThatItIsOne() {
        Captured replay = Captured.run("replay", folder);

        assertThat(replay.exitCode()).isEqualTo(2);
        assertThat(replay.err()).contains(folder + ": it is a folder; name the files in it");
    }

    @Test
    void replay_ofAFileOfNoKind_saysThatItIsNoText() throws IOException {
        Path file = Files.write(folder.resolve("photo"), new byte[] {(byte) 0xff, (byte) 0xfe, 0});

        Captured replay = Captured.run("replay", file);

        assertThat(replay.exitCode()).isEqualTo(2);
        assertThat(replay.err()).contains(file + ": it is not UTF-8 throughout");
    }

    @Test
    void replay_ofEpochMilliseconds_decidesAsOfIsoTimes() throws IOException {
        Path millis = Files.writeString(folder.resolve("a.csv"), """
                timestamp,userId,event,messageId,price
                1795428000000,u1,Product Added,m1,cheap
                """);
        Path iso = Files.writeString(folder.resolve("b.csv"), """
                timestamp,userId,event,messageId,price
                2026-11-23T11:00:00+01:00,u1,Product Added,m1,cheap
                """);

        byte[] decided = decisions(millis);

        assertThat(new String(decided, UTF_8)).contains("\"at\":\"2026-11-23T10:00:00Z\"");
        assertThat(decisions(iso)).isEqualTo(decided);
    }

    @Test
    void progress_isDrawnOnlyWhereSomebodyWatches() {
        Captured watched = Captured.watched("replay", DATA.resolve("otto-clickstream.csv"));

        assertThat(watched.err()).contains("100 %").endsWith("\r");
        assertThat(watched.out()).doesNotContain("\r");
    }

    private byte[] decisions(Path file) throws IOException {
        Path out = folder.resolve("decisions.ndjson");
        assertThat(Captured.run("replay", file, "--out", out).exitCode()).isZero();
        return Files.readAllBytes(out);
    }

    private Path shuffled(Path file) throws IOException {
        List<String> lines = new ArrayList<>(Files.readAllLines(file));
        Collections.shuffle(lines.subList(1, lines.size()), new Random(7));
        return Files.write(folder.resolve(file.getFileName()), lines);
    }
}
