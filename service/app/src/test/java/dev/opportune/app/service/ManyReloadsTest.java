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
    private static final int RELOADS = 100;
    /** For what the machine loads late; a revision has several classes, so a hundred that stayed would be more. */
    private static final int SLACK = 150;

    @TempDir
    private Path folder;

    private final SettableClock clock = new SettableClock(Instant.parse("2026-03-03T12:00:00Z"));

    @Test
    void hundredReloads_leaveNoMoreClassesThanAFew() {
        Path rules = TestRules.nudge(TestRules.policy(folder.resolve("rules")), "30m");
        try (Bench bench = Bench.open(folder, rules, clock)) {
            reload(bench, rules, 1, WARM);
            int before = classes();
            reload(bench, rules, WARM + 1, WARM + RELOADS);

            assertThat(classes() - before).isLessThan(SLACK);
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
}
