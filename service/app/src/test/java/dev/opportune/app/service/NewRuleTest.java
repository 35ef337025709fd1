package dev.opportune.app.service;

import static dev.opportune.app.service.Entries.consenting;
import static dev.opportune.app.service.Entries.event;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import dev.opportune.kernel.decision.Decision;
import dev.opportune.kernel.decision.Outcome;
import dev.opportune.kernel.store.Timeline;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A rule that waits sixty days goes live while they run, and nobody asks about the profiles it concerns. Worked out by
 * hand: ana orders on March 3rd at noon, and sixty days later it is May 2nd, noon.
 *
 * <ul>
 *   <li>The rule goes live on April 2nd, after thirty days. Before that nothing would ever have woken ana; from then on her
 *       wake-up is May 2nd, noon, and there the message leaves.
 *   <li>ben ordered a day before ana, and again on April 1st: his message is due on May 31st, noon.
 *   <li>cleo ordered on January 31st, 61 days before the rule went live: it never fires for what was true before.
 * </ul>
 */
class NewRuleTest {
    private static final Instant ORDERED = Instant.parse("2026-03-03T12:00:00Z");
    private static final Instant LIVE = Instant.parse("2026-04-02T12:00:00Z");
    private static final Instant SIXTY_DAYS_LATER = Instant.parse("2026-05-02T12:00:00Z");
    private static final Instant BEN_AGAIN = Instant.parse("2026-04-01T12:00:00Z");
    private static final Instant BEN_DUE = Instant.parse("2026-05-31T12:00:00Z");

    @TempDir
    private Path folder;

    private final SettableClock clock = new SettableClock(ORDERED);
    private Path without;
    private Path with;

    @BeforeEach
    void prepare() {
        without = TestRules.glance(TestRules.policy(folder.resolve("without")));
        with = TestRules.silence(TestRules.glance(TestRules.policy(folder.resolve("with"))), "60d");
    }

    private void order(Bench bench, String profile, Instant at) {
        clock.set(at);
        bench.engine.ingest(event(profile, profile + at, "Order Completed", at)).join();
    }

    private void livesBeforeTheRule() {
        try (Bench bench = Bench.open(folder, without, clock)) {
            bench.engine.start();
            for (String profile : new String[] {"ana", "ben", "cleo"}) {
                bench.engine
                        .ingest(consenting(profile, ORDERED.minus(Duration.ofDays(40))))
                        .join();
            }
            order(bench, "cleo", LIVE.minus(Duration.ofDays(61)));
            order(bench, "ben", ORDERED.minus(Duration.ofDays(1)));
            order(bench, "ana", ORDERED);
            order(bench, "ben", BEN_AGAIN);
            assertThat(bench.store.nextWakeUp()).isEmpty();
        }
    }

    @Test
    void newRule_withASixtyDaysWait_wakesProfilesThatAreNotInMemory() {
        livesBeforeTheRule();
        clock.set(LIVE);
        try (Bench bench = Bench.open(folder, with, clock)) {
            bench.engine.start();
            await().untilAsserted(() -> assertThat(wakeUp(bench, "ana")).isEqualTo(SIXTY_DAYS_LATER));
            await().untilAsserted(() -> assertThat(wakeUp(bench, "ben")).isEqualTo(BEN_DUE));
        }
        clock.set(SIXTY_DAYS_LATER.minusMillis(1));
        try (Bench bench = Bench.open(folder, with, clock)) {
            bench.engine.start();
            assertThat(bench.messages("ana")).isEmpty();

            clock.set(SIXTY_DAYS_LATER);
            bench.engine.clockJumped();
            awaitMessage(bench, "ana", SIXTY_DAYS_LATER);

            clock.set(BEN_DUE.plus(Duration.ofDays(1)));
            bench.engine.clockJumped();
            awaitMessage(bench, "ben", BEN_DUE);
            assertThat(bench.messages("cleo")).isEmpty();
        }
    }

    private static Instant wakeUp(Bench bench, String profile) {
        return bench.store.state(profile).map(Timeline.State::wakeUp).orElse(null);
    }

    private static void awaitMessage(Bench bench, String profile, Instant at) {
        await().untilAsserted(() -> assertThat(bench.messages(profile))
                .extracting(Decision::message, Decision::outcome, Decision::at)
                .containsExactly(tuple("come-back", Outcome.SEND, at)));
    }
}
