package dev.opportune.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Data played through the service, with its lanes, wake-ups and commits. */
class DemoVerbTest {
    private static final Path DATA = Captured.HOME.resolve("fixtures/data");

    @TempDir
    private Path folder;

    @Test
    void demo_decidesAsReplayDoes_toTheByte() throws IOException {
        Path played = folder.resolve("played.ndjson");
        Path replayed = folder.resolve("replayed.ndjson");

        Captured demo = Captured.run("demo", "--data", DATA, "--no-serve", "--out", played);
        Captured replay = Captured.run(
                "replay",
                DATA.resolve("otto-clickstream.csv"),
                DATA.resolve("uci-online-retail-orders.csv"),
                DATA.resolve("retentioneering-ecommerce-synthetic.csv"),
                "--until",
                "2024-06-29T14:58:20Z",
                "--out",
                replayed);

        assertThat(demo.exitCode()).isZero();
        assertThat(replay.exitCode()).isZero();
        assertThat(Files.size(played)).isPositive();
        assertThat(Files.mismatch(played, replayed)).isEqualTo(-1);
    }

    @Test
    void demo_ofOneSmallFile_decidesAsReplayDoes() throws IOException {
        Path data = Files.createDirectory(folder.resolve("data"));
        Path events = Files.writeString(data.resolve("events.csv"), """
                timestamp,userId,event,messageId,product_id
                2026-11-23T10:00:00Z,ana,Product Added,m1,p1
                2026-11-23T10:00:00Z,ben,Product Added,m2,p1
                2026-11-23T10:20:00Z,ben,Order Completed,m3,p1
                2026-11-23T10:30:00Z,cem,Product Added,m4,p2
                """);
        Path played = folder.resolve("played.ndjson");
        Path replayed = folder.resolve("replayed.ndjson");

        Captured demo = Captured.run("demo", "--data", data, "--no-serve", "--out", played);
        Captured.run("replay", events, "--until", "2026-11-23T10:30:00Z", "--out", replayed);

        assertThat(demo.exitCode()).isZero();
        assertThat(Files.readString(played))
                .contains("\"outcome\":\"cancel\"", "\"outcome\":\"wait\"")
                .isEqualTo(Files.readString(replayed));
    }

    @Test
    void demo_saysWhatIsSyntheticAndWhyAFlowNeverFired() throws IOException {
        Path data = Files.createDirectory(folder.resolve("data"));
        Files.copy(DATA.resolve("otto-clickstream.csv"), data.resolve("synthetic-clicks.csv"));

        Captured demo = Captured.run("demo", "--data", data, "--no-serve");

        assertThat(demo.out())
                .contains("synthetic-clicks.csv (synthetic): 862 events of 20 profiles")
                .contains("unknown consent counted as granted")
                .containsPattern("otto-\\d+ \\(synthetic\\), .* of flow .*: to be sent at ")
                .contains("asked for by the rule \"")
                .contains("browse-interest never fired\n")
                .contains("the data has no ProductViewed with category");
    }

    @Test
    void demo_withoutData_isRefused() throws IOException {
        Path empty = Files.createDirectory(folder.resolve("empty"));

        assertThat(Captured.run("demo", "--data", empty, "--no-serve").exitCode())
                .isEqualTo(2);
        assertThat(Captured.run("demo", "--data", folder.resolve("none"), "--no-serve")
                        .exitCode())
                .isEqualTo(2);
    }
}
