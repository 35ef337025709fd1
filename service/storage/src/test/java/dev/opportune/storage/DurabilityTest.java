package dev.opportune.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.opportune.kernel.store.Timeline;
import java.io.File;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Processes that die, and disks that fail, in the middle of writing. */
class DurabilityTest {
    private static final int SMALL = 10;
    private static final int LARGE = 50_000;

    @TempDir
    private Path folder;

    /** Everything up to an acknowledged version is there, and what else is there is whole. */
    private long requireWhole(long acknowledged) {
        try (SqliteStore store = SqliteStore.open(folder.resolve("opportune.db"))) {
            Timeline timeline = store.timeline(Committer.PROFILE).orElseThrow();
            long version = timeline.state().version();
            assertThat(version).isGreaterThanOrEqualTo(acknowledged);
            assertThat(version % Committer.MOVES).isZero();
            assertThat(timeline.entries()).hasSize((int) version);
            assertThat(timeline.decisions()).hasSize((int) version);
            assertThat(store.log(Committer.PROFILE, 0, Integer.MAX_VALUE)).hasSize((int) (2 * version));
            return version;
        }
    }

    private static long last(List<String> lines, long before) {
        return lines.isEmpty() ? before : Long.parseLong(lines.get(lines.size() - 1));
    }

    @Test
    void aProcess_killedWhileItWrites_losesNothingThatItAcknowledged() throws Exception {
        long version = 0;
        for (int kill = 0; kill < 3; kill++) {
            try (ChildJvm child = ChildJvm.run(Committer.class, folder.resolve("opportune.db"), SMALL)) {
                long acknowledged = 0;
                for (int commit = 0; commit <= 10 * kill; commit++) {
                    acknowledged = Long.parseLong(child.line());
                }
                assertThat(acknowledged).isGreaterThan(version);
                version = requireWhole(last(child.kill(), acknowledged));
            }
        }
    }

    @Test
    void aProcess_whoseFilesCannotGrow_losesNothingThatItAcknowledged() throws Exception {
        assumeTrue(File.separatorChar == '/', "needs a shell with ulimit");
        try (ChildJvm child =
                ChildJvm.runWithFileLimit(12_000, Committer.class, folder.resolve("opportune.db"), LARGE)) {
            List<String> lines = child.rest();
            List<String> failures = lines.stream()
                    .filter(line -> line.startsWith("database_failed: "))
                    .toList();
            List<String> acknowledged =
                    lines.stream().filter(line -> !failures.contains(line)).toList();

            assertThat(acknowledged).hasSizeGreaterThan(10);
            assertThat(failures).isNotEmpty().allMatch(line -> line.contains("SQLITE_IOERR"), "I/O error");
            requireWhole(last(acknowledged, 0));
        }
    }
}
