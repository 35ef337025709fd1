package dev.opportune.app.service;

import static dev.opportune.app.service.Entries.consenting;
import static dev.opportune.app.service.Entries.event;
import static org.assertj.core.api.Assertions.assertThat;

import dev.opportune.kernel.decision.Decision;
import dev.opportune.kernel.store.Advance;
import dev.opportune.kernel.store.Receipt;
import dev.opportune.kernel.store.StoreException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A writer that fails: whoever asked is told so, and the session that ran ahead is thrown away. */
class FailedCommitTest {
    private static final Instant NOON = Instant.parse("2026-03-03T12:00:00Z");
    private static final Capacity ONE_LANE = new Capacity(1, 100, 2, 4);

    @TempDir
    private Path folder;

    private Path rules;
    private final AtomicBoolean failing = new AtomicBoolean();
    private final SettableClock clock = new SettableClock(NOON);

    @BeforeEach
    void prepare() {
        rules = TestRules.glance(TestRules.nudge(TestRules.policy(folder.resolve("rules")), "30m"));
    }

    private Bench open() {
        return Bench.open(folder, rules, clock, ONE_LANE, this::failingAtWill);
    }

    private Commits failingAtWill(Commits commits) {
        return advance -> failing.get()
                ? CompletableFuture.failedFuture(new StoreException("disk full", new IllegalStateException()))
                : commits.submit(advance);
    }

    @Test
    void entry_whoseCommitFails_isNotAcknowledgedAndCanBeSentAgain() {
        try (Bench bench = open()) {
            bench.engine.ingest(consenting("ana", NOON)).join();
            failing.set(true);
            assertThat(bench.engine.ingest(event("ana", "v1", "Product Viewed", NOON)))
                    .failsWithin(Duration.ofSeconds(5))
                    .withThrowableThat()
                    .havingCause()
                    .isInstanceOf(StoreException.class);
            failing.set(false);
            assertThat(bench.engine
                            .ingest(event("ana", "v1", "Product Viewed", NOON))
                            .join())
                    .isEqualTo(Taken.ACCEPTED);
            assertThat(bench.messages("ana")).extracting(Decision::message).containsExactly("seen");
        }
    }

    @Test
    void claim_whoseCommitFails_handsNothingOver() {
        try (Bench bench = open()) {
            bench.engine.ingest(consenting("ana", NOON)).join();
            bench.engine.ingest(event("ana", "v1", "Product Viewed", NOON)).join();
            failing.set(true);
            assertThat(bench.engine.claim(Bench.claim("ana", "k1"))).failsWithin(Duration.ofSeconds(5));
            failing.set(false);
            assertThat(bench.engine.claim(Bench.claim("ana", "k1")).join()).contains("\"handed_over\"");
            assertThat(bench.engine.claim(Bench.claim("ana", "k2")).join()).doesNotContain("\"handed_over\"");
        }
    }

    @Test
    void entriesBehindAFailedOne_areTakenFromAFreshSession() {
        HeldBack writer = new HeldBack();
        try (Bench bench = Bench.open(folder, rules, clock, ONE_LANE, writer::around)) {
            bench.engine.ingest(consenting("ana", NOON)).join();
            writer.hold();
            List<CompletableFuture<Taken>> three = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                three.add(bench.engine.ingest(
                        event("ana", "v" + i, "Product Viewed", NOON.plusSeconds(i + 1), NOON.plusSeconds(10))));
            }
            writer.awaitHeld(3);
            writer.failFirstAndRelease();
            assertThat(three.get(0)).failsWithin(Duration.ofSeconds(5));
            assertThat(three.get(1).join()).isEqualTo(Taken.ACCEPTED);
            assertThat(three.get(2).join()).isEqualTo(Taken.ACCEPTED);
            assertThat(bench.messages("ana")).hasSize(2);
        }
    }

    @Test
    void profileAwaitingItsCommit_isNotRebuiltWhenOthersNeedItsRoom() {
        HeldBack writer = new HeldBack();
        try (Bench bench = Bench.open(folder, rules, clock, ONE_LANE, writer::around)) {
            writer.hold();
            List<CompletableFuture<Taken>> taken = new ArrayList<>();
            taken.add(bench.engine.ingest(consenting("ana", NOON)));
            for (int i = 0; i < 5; i++) {
                taken.add(bench.engine.ingest(event("other" + i, "o" + i, "Product Viewed", NOON)));
            }
            taken.add(bench.engine.ingest(event("ana", "v1", "Product Viewed", NOON.plusSeconds(1))));
            writer.awaitHeld(7);
            writer.release();
            assertThat(taken).extracting(CompletableFuture::join).containsOnly(Taken.ACCEPTED);
            assertThat(bench.messages("ana"))
                    .extracting(decision -> decision.outcome().word())
                    .containsExactly("send");
        }
    }

    @Test
    void lane_whoseQueueIsFull_refusesMore() {
        HeldBack writer = new HeldBack();
        Capacity tiny = new Capacity(1, 1, 2, 1);
        try (Bench bench = Bench.open(folder, rules, clock, tiny, writer::blockingAround)) {
            writer.hold();
            List<CompletableFuture<Taken>> taken = new ArrayList<>();
            for (int i = 0; i < 10; i++) {
                taken.add(bench.engine.ingest(event("ana", "v" + i, "Product Viewed", NOON.plusSeconds(i))));
            }
            writer.release();
            List<Throwable> failures =
                    taken.stream().map(FailedCommitTest::failure).toList();
            assertThat(failures).hasAtLeastOneElementOfType(OverloadedException.class);
            assertThat(failures).filteredOn(failure -> failure == null).isNotEmpty();
        }
    }

    private static Throwable failure(CompletableFuture<Taken> outcome) {
        try {
            outcome.join();
            return null;
        } catch (CompletionException failed) {
            return failed.getCause();
        }
    }

    /** Keeps moves back until it is told to let them go. */
    private static final class HeldBack {
        private final ConcurrentLinkedQueue<Held> held = new ConcurrentLinkedQueue<>();
        private final java.util.concurrent.CountDownLatch released = new java.util.concurrent.CountDownLatch(1);
        private volatile boolean holding;
        private Commits commits = advance -> CompletableFuture.completedFuture(Receipt.COMMITTED);

        private record Held(Advance advance, CompletableFuture<Receipt> receipt) {}

        Commits around(Commits real) {
            commits = real;
            return advance -> {
                if (!holding) {
                    return real.submit(advance);
                }
                Held one = new Held(advance, new CompletableFuture<>());
                held.add(one);
                return one.receipt();
            };
        }

        /** Blocks the lane itself, so that its queue fills. */
        Commits blockingAround(Commits real) {
            return advance -> {
                try {
                    released.await();
                } catch (InterruptedException stopped) {
                    Thread.currentThread().interrupt();
                }
                return real.submit(advance);
            };
        }

        void hold() {
            holding = true;
        }

        void awaitHeld(int count) {
            org.awaitility.Awaitility.await().until(() -> held.size() == count);
        }

        void failFirstAndRelease() {
            Held first = held.remove();
            holding = false;
            List<Held> others = new ArrayList<>(held);
            held.clear();
            first.receipt().completeExceptionally(new StoreException("disk full", new IllegalStateException()));
            others.forEach(this::pass);
        }

        void release() {
            holding = false;
            released.countDown();
            for (Held one = held.poll(); one != null; one = held.poll()) {
                pass(one);
            }
        }

        private void pass(Held one) {
            commits.submit(one.advance()).whenComplete((receipt, failure) -> {
                if (failure != null) {
                    one.receipt().completeExceptionally(failure);
                } else {
                    one.receipt().complete(receipt);
                }
            });
        }
    }
}
