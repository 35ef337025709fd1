package dev.opportune.app.service;

import static dev.opportune.app.service.Entries.consenting;
import static dev.opportune.app.service.Entries.event;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import dev.opportune.app.api.DecisionJson;
import dev.opportune.app.api.Json;
import dev.opportune.kernel.decision.Decision;
import dev.opportune.kernel.decision.Outcome;
import dev.opportune.kernel.store.Advance;
import dev.opportune.kernel.store.DecisionQuery;
import dev.opportune.kernel.store.Receipt;
import dev.opportune.kernel.store.Recorded;
import dev.opportune.kernel.store.StoreException;
import dev.opportune.kernel.store.Timeline;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The service dies one step before, or one step after, the commit of a due instant. Worked out by hand: something is put
 * in the cart at 12:00, and without an order the message is due at 12:30.
 *
 * <ul>
 *   <li>Before the commit nothing of 12:30 is on the disk: the restart finds the wake-up of 12:30 and decides it, at 12:30.
 *   <li>After the commit all of it is there, though nobody was told: the restart finds nothing to do, and decides nothing
 *       a second time.
 * </ul>
 *
 * <p>Either way there is one message, waiting since 12:00 and sent at 12:30. The order of 12:50 ends the run and comes too
 * late for the message. Somebody who asks gets the message once.
 */
class CrashAtADueInstantTest {
    private static final Instant NOON = Instant.parse("2026-03-03T12:00:00Z");
    private static final Instant DUE = NOON.plus(Duration.ofMinutes(30));
    private static final Capacity ONE_LANE = new Capacity(1, 100, 10, 4);

    /** Where it dies. */
    private enum Crash {
        BEFORE_THE_COMMIT,
        AFTER_THE_COMMIT
    }

    @TempDir
    private Path folder;

    private Path rules;

    @BeforeEach
    void prepare() {
        rules = TestRules.nudge(TestRules.policy(folder.resolve("rules")), "30m");
    }

    @Test
    void dueInstant_withoutACrash_isDecidedAsWorkedOutByHand() {
        SettableClock clock = new SettableClock(NOON);
        try (Bench bench = Bench.open(folder.resolve("undisturbed"), rules, clock)) {
            untilDue(bench, clock);
            awaitSent(bench);
        }
        afterwards("undisturbed", clock);
    }

    @ParameterizedTest
    @EnumSource
    void dueInstant_whoseCommitIsNextToACrash_isDecidedAsWithoutOne(Crash crash) {
        SettableClock clock = new SettableClock(NOON);
        try (Bench bench = Bench.open(folder.resolve("undisturbed"), rules, clock)) {
            untilDue(bench, clock);
            awaitSent(bench);
        }
        Life undisturbed = afterwards("undisturbed", clock);

        SettableClock again = new SettableClock(NOON);
        crashWhenDue(crash, again);
        Life crashed = afterwards("crashed", again);

        assertThat(crashed).isEqualTo(undisturbed);
    }

    private static void untilDue(Bench bench, SettableClock clock) {
        bench.engine.start();
        bench.engine.ingest(consenting("ana", NOON.minusSeconds(60))).join();
        bench.engine.ingest(event("ana", "cart", "Product Added", NOON)).join();
        clock.set(DUE.plusSeconds(1));
        bench.engine.clockJumped();
    }

    private void crashWhenDue(Crash crash, SettableClock clock) {
        Dying writer = new Dying(crash);
        Bench bench = Bench.open(folder.resolve("crashed"), rules, clock, ONE_LANE, writer::around);
        untilDue(bench, clock);
        await().until(writer.reached::isDone);
        // Without its writer nothing more gets to the disk, as when the process is gone; then its threads are let go.
        bench.writer.close();
        writer.answer.completeExceptionally(new StoreException("the process is gone"));
        bench.engine.close();
        bench.store.close();
        try (Bench onDisk = Bench.open(folder.resolve("crashed"), rules, clock)) {
            assertThat(onDisk.messages("ana"))
                    .extracting(Decision::outcome)
                    .containsExactly(crash == Crash.BEFORE_THE_COMMIT ? Outcome.WAIT : Outcome.SEND);
        }
    }

    private static void awaitSent(Bench bench) {
        await().untilAsserted(() -> assertThat(bench.messages("ana"))
                .extracting(Decision::outcome, Decision::at)
                .containsExactly(tuple(Outcome.SEND, DUE)));
    }

    /** A restart, and what comes later. */
    private Life afterwards(String database, SettableClock clock) {
        try (Bench bench = Bench.open(folder.resolve(database), rules, clock)) {
            bench.engine.start();
            awaitSent(bench);
            await().until(() -> bench.store.wakeUps(clock.instant(), 1).isEmpty());
            String given = bench.engine.claim(Bench.claim("ana", null)).join();
            assertThat(given).contains("\"handed_over\"", "\"remember\"");
            assertThat(bench.engine.claim(Bench.claim("ana", null)).join()).doesNotContain("\"handed_over\"");
            clock.set(NOON.plus(Duration.ofMinutes(50)));
            bench.engine
                    .ingest(event("ana", "order", "Order Completed", clock.instant()))
                    .join();
            assertThat(bench.messages("ana"))
                    .flatExtracting(Decision::changes)
                    .extracting(change -> change.outcome(), change -> change.at())
                    .containsExactly(tuple(Outcome.WAIT, NOON), tuple(Outcome.SEND, DUE));
            return new Life(
                    canonical(bench),
                    given,
                    bench.store.state("ana").map(Timeline.State::wakeUp).orElse(null));
        }
    }

    private static String canonical(Bench bench) {
        List<Decision> decisions =
                bench.store.decisions(new DecisionQuery("ana", null, null, null, null, null, 0, 100)).stream()
                        .map(Recorded::decision)
                        .toList();
        return String.join("\n", new DecisionJson(new Json()).listing(decisions));
    }

    /** What of a life must not depend on crashes. */
    private record Life(String decisions, String given, Instant wakeUp) {}

    /** Does all that comes before the due instant; there it stops for good, as a process does that dies. */
    private static final class Dying {
        private final Crash crash;
        private final CompletableFuture<Void> reached = new CompletableFuture<>();
        private final CompletableFuture<Receipt> answer = new CompletableFuture<>();

        Dying(Crash crash) {
            this.crash = crash;
        }

        Commits around(Commits real) {
            return advance -> isOfTheDueInstant(advance) ? die(real, advance) : real.submit(advance);
        }

        private static boolean isOfTheDueInstant(Advance advance) {
            return advance.entry() == null
                    && advance.changed().stream()
                            .anyMatch(decision -> decision.at().equals(DUE));
        }

        private CompletableFuture<Receipt> die(Commits real, Advance advance) {
            if (crash == Crash.AFTER_THE_COMMIT) {
                assertThat(real.submit(advance).join()).isEqualTo(Receipt.COMMITTED);
            }
            reached.complete(null);
            return answer;
        }
    }
}
