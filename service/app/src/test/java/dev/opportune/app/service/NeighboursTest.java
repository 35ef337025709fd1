package dev.opportune.app.service;

import static dev.opportune.app.service.Entries.consenting;
import static dev.opportune.app.service.Entries.event;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.opportune.kernel.decision.Decision;
import dev.opportune.kernel.store.Exclusion;
import dev.opportune.kernel.store.Receipt;
import dev.opportune.kernel.timeline.Event;
import dev.opportune.kernel.timeline.Properties;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What one profile does, or one rule throws, is nobody else's business. */
class NeighboursTest {
    private static final Instant NOON = Instant.parse("2026-03-03T12:00:00Z");

    @TempDir
    private Path folder;

    private final SettableClock clock = new SettableClock(NOON);
    private Path rules;

    @BeforeEach
    void prepare() {
        rules = TestRules.glance(TestRules.nudge(TestRules.policy(folder.resolve("rules")), "30m"));
    }

    private static Event cart(String profile, String id, Properties properties) {
        return new Event("shop", id, profile, "Product Added", NOON, NOON, properties, false, false);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'$e : ProductAdded( now, price.intValue() > 0 )'|'decide.trigger(\"fragile\", $e);'",
                "'$e : ProductAdded( now )'|'decide.trigger(\"fragile\", $e).key(\"\" + $e.getPrice().intValue());'"
            })
    void rule_thatThrows_costsNeitherItsProfileNorAnotherTheirMessages(String when, String then) {
        TestRules.fragile(rules, when, then);
        Capacity oneLane = new Capacity(1, 100, 10, 4);
        try (Bench bench = Bench.open(folder, rules, clock, oneLane, commits -> commits)) {
            // Nothing has a price here, so the rule throws; then it has, for somebody else on the same lane.
            List<CompletableFuture<Taken>> taken = List.of(
                    bench.engine.ingest(cart("ana", "a1", Properties.NONE)),
                    bench.engine.ingest(cart("ben", "b1", Properties.of(Map.of("price", BigDecimal.TEN)))));
            assertThat(taken).extracting(CompletableFuture::join).containsOnly(Taken.ACCEPTED);

            for (String profile : List.of("ana", "ben")) {
                assertThat(bench.messages(profile))
                        .extracting(Decision::message)
                        .containsExactly("remember");
            }
            assertThat(bench.store.state("ben").orElseThrow().exclusions()).isEmpty();
        }
    }

    @Test
    void rule_whoseConditionThrows_isLeftOutForThatProfileEvenAfterARestart() {
        TestRules.fragile(rules, "$e : ProductAdded( now, price.intValue() > 0 )", "decide.trigger(\"fragile\", $e);");
        try (Bench bench = Bench.open(folder, rules, clock)) {
            bench.engine.ingest(cart("ana", "a1", Properties.NONE)).join();
        }
        try (Bench bench = Bench.open(folder, rules, clock)) {
            bench.engine.ingest(cart("ana", "a2", Properties.NONE)).join();
            assertThat(bench.store.state("ana").orElseThrow().exclusions())
                    .extracting(Exclusion::rule)
                    .containsExactly("Fragile");
            assertThat(bench.messages("ana")).extracting(Decision::message).containsExactly("remember");
        }
    }

    @Test
    void lane_thatIsFull_leavesTheOtherLaneFree() throws Exception {
        CountDownLatch reached = new CountDownLatch(1);
        CountDownLatch released = new CountDownLatch(1);
        Capacity tiny = new Capacity(2, 1, 10, 1);
        try (Bench bench =
                        Bench.open(folder, rules, clock, tiny, commits -> stuckFor("ana", reached, released, commits));
                AutoCloseable letGo = released::countDown) {
            CompletableFuture<Taken> stuck = bench.engine.ingest(event("ana", "a0", "Product Viewed", NOON));
            await().until(() -> reached.getCount() == 0);
            // The lane is at work and its queue has room for one.
            bench.engine.ingest(event("ana", "a1", "Product Viewed", NOON.plusMillis(1)));
            int refused = 0;
            List<String> taken = new ArrayList<>();
            for (int i = 0; i < 10; i++) {
                if (isTaken(bench.engine.ingest(consenting("neighbour" + i, NOON)))
                        && isTaken(bench.engine.ingest(event("neighbour" + i, "n" + i, "Product Viewed", NOON)))) {
                    taken.add("neighbour" + i);
                } else {
                    refused++;
                }
            }
            assertThat(refused).as("those on the lane that is full").isPositive();
            assertThat(taken)
                    .as("those on the other lane")
                    .isNotEmpty()
                    .allSatisfy(profile -> assertThat(bench.messages(profile))
                            .extracting(Decision::message)
                            .containsExactly("seen"));
            assertThat(stuck).isNotDone();
        }
    }

    /** Whoever is refused learns it at once; whoever is not is decided for. */
    private static boolean isTaken(CompletableFuture<Taken> outcome) {
        try {
            outcome.orTimeout(60, TimeUnit.SECONDS).join();
            return true;
        } catch (CompletionException failed) {
            assertThat(failed).hasCauseInstanceOf(OverloadedException.class);
            return false;
        }
    }

    private static Commits stuckFor(String profile, CountDownLatch reached, CountDownLatch released, Commits real) {
        return advance -> {
            if (advance.profileId().equals(profile)) {
                reached.countDown();
                try {
                    released.await();
                } catch (InterruptedException stopped) {
                    return CompletableFuture.completedFuture(Receipt.STALE);
                }
            }
            return real.submit(advance);
        };
    }
}
