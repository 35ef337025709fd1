package dev.opportune.app.service;

import static dev.opportune.app.service.Entries.event;
import static org.assertj.core.api.Assertions.assertThat;

import dev.opportune.authoring.rules.RulesetLibrary;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every revision is compiled to classes of its own; those that nobody needs any more must go. */
class ManyReloadsTest {
    private static final int WARM = 2 * RulesetLibrary.KEPT;
    /** {@code -Dopportune.reloads=500} reloads more often than a build has time for. */
    private static final int RELOADS = Integer.getInteger("opportune.reloads", 60);

    /** With those of one flow that changes. */
    private static final int RULES = 100;

    private static final long MEGABYTE = 1 << 20;
    /** A revision that stayed would weigh about as much. */
    private static final long FEW_MEGABYTES = 12;

    /** For what the machine loads late; a revision has several classes, so a hundred that stayed would be more. */
    private static final int SLACK = 150;

    @TempDir
    private Path folder;

    private final SettableClock clock = new SettableClock(Instant.parse("2026-03-03T12:00:00Z"));

    @Test
    void manyReloads_leaveNeitherClassesNorMemoryBehind() {
        Path rules = TestRules.many(TestRules.nudge(TestRules.policy(folder.resolve("rules")), "30m"), RULES - 3);
        try (Bench bench = Bench.open(folder, rules, clock)) {
            reload(bench, rules, 1, WARM);
            int classes = classes();
            long memory = memory();
            reload(bench, rules, WARM + 1, WARM + RELOADS);

            assertThat(classes() - classes).isLessThan(SLACK);
            assertThat((memory() - memory) / MEGABYTE).isLessThan(FEW_MEGABYTES);
            assertThat(bench.store.activations()).hasSize(1 + WARM + RELOADS);
        }
    }

    /** Each with a profile that lives on under it. */
    private void reload(Bench bench, Path rules, int from, int to) {
        for (int number = from; number <= to; number++) {
            TestRules.nudge(rules, 100 + number + "s");
            assertThat(bench.engine.takeUpRules("test"))
                    .hasValueSatisfying(
                            attempt -> assertThat(attempt.activated()).isTrue());
            clock.advance(Duration.ofMillis(2));
            bench.engine
                    .ingest(event("ana", "cart-" + number, "Product Added", clock.instant()))
                    .join();
        }
    }

    private static int classes() {
        System.gc();
        return ManagementFactory.getClassLoadingMXBean().getLoadedClassCount();
    }

    private static long memory() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }
}
