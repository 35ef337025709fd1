package dev.opportune.storage;

import static dev.opportune.storage.Samples.NOON;
import static dev.opportune.storage.Samples.SOURCE;
import static dev.opportune.storage.Samples.advance;
import static dev.opportune.storage.Samples.event;
import static dev.opportune.storage.Samples.minutes;
import static dev.opportune.storage.Samples.opening;
import static dev.opportune.storage.Samples.trigger;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.opportune.kernel.store.Activation;
import dev.opportune.kernel.store.Advance;
import dev.opportune.kernel.store.Receipt;
import dev.opportune.kernel.store.StoreException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GroupCommitTest {
    private static final int CAPACITY = 8;
    private static final int LARGEST_GROUP = 3;

    @TempDir
    private Path folder;

    private SqliteStore store;
    private GroupCommit writer;
    private Instant now = NOON;

    @BeforeEach
    void open() {
        store = SqliteStore.open(folder.resolve("opportune.db"));
        writer = new GroupCommit(store, () -> now, CAPACITY, LARGEST_GROUP);
    }

    @AfterEach
    void close() {
        writer.close();
        store.close();
    }

    private static Advance first(String profile) {
        return advance(profile, 1, event(profile, "of " + profile, NOON));
    }

    @Test
    void aMove_isCompletedWhenItIsThere() {
        writer.start();
        CompletableFuture<Boolean> there =
                writer.submit(first("u1")).thenApply(receipt -> store.knows(SOURCE, "of u1"));

        assertThat(there.join()).isTrue();
    }

    @Test
    void receipts_goToThoseWhoHandedIn() {
        List<CompletableFuture<Receipt>> receipts = Stream.of(
                        first("u1"), first("u1"), first("u2"), advance("u2", 3, event("u2", "e", NOON)))
                .map(writer::submit)
                .toList();
        writer.start();

        assertThat(receipts)
                .extracting(CompletableFuture::join)
                .containsExactly(Receipt.COMMITTED, Receipt.DUPLICATE, Receipt.COMMITTED, Receipt.STALE);
    }

    @Test
    void movesThatWait_areWrittenInGroups() {
        List<CompletableFuture<Integer>> seen = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            String last = "of u" + (i < LARGEST_GROUP ? LARGEST_GROUP - 1 : i);
            String next = "of u" + LARGEST_GROUP;
            seen.add(writer.submit(first("u" + i))
                    .thenApply(receipt -> (store.knows(SOURCE, last) ? 1 : 0) + (store.knows(SOURCE, next) ? 10 : 0)));
        }
        writer.start();

        // Each of the first three sees the third, and none of them the fourth.
        assertThat(seen).extracting(CompletableFuture::join).containsExactly(1, 1, 1, 11);
    }

    @Test
    void theTimeOfWriting_comesFromTheClockGiven() {
        now = minutes(7);
        writer.start();
        writer.submit(advance("u1", 1, null, opening("u1", trigger("f", "e"), NOON)))
                .join();

        String id = opening("u1", trigger("f", "e"), NOON).id();
        assertThat(store.decision(id).orElseThrow().recordedAt()).isEqualTo(minutes(7));
    }

    @Test
    void aMove_whenTooManyWait_isRefusedAtOnce() {
        List<CompletableFuture<Receipt>> accepted = IntStream.range(0, CAPACITY)
                .mapToObj(i -> writer.submit(first("u" + i)))
                .toList();
        CompletableFuture<Receipt> refused = writer.submit(first("one too many"));

        assertThat(refused).isCompletedExceptionally();
        assertThatThrownBy(refused::join)
                .hasCauseInstanceOf(Overloaded.class)
                .hasMessageContaining("writer_overloaded: 8 moves wait");
        writer.start();
        assertThat(accepted).extracting(CompletableFuture::join).containsOnly(Receipt.COMMITTED);
        assertThat(store.state("one too many")).isEmpty();
        assertThat(writer.submit(first("one more")).join()).isEqualTo(Receipt.COMMITTED);
    }

    @Test
    void aMoveThatCannotBeWritten_failsAlone() {
        CompletableFuture<Receipt> before = writer.submit(first("u1"));
        CompletableFuture<Receipt> broken = writer.submit(advance("u2", 1, event("u2", "e", NOON.plusNanos(1))));
        CompletableFuture<Receipt> after = writer.submit(first("u3"));
        writer.start();

        assertThat(before.join()).isEqualTo(Receipt.COMMITTED);
        assertThatThrownBy(broken::join).hasCauseInstanceOf(IllegalArgumentException.class);
        assertThat(after.join()).isEqualTo(Receipt.COMMITTED);
    }

    @Test
    void aFailingMedium_failsTheGroupAndTheNextIsWritten() {
        Disk.isFull(store);
        List<CompletableFuture<Receipt>> lost = Stream.of("u1", "u2")
                .map(profile -> writer.submit(Disk.large(profile, 1)))
                .toList();
        writer.start();

        assertThat(lost)
                .allSatisfy(receipt -> assertThatThrownBy(receipt::join)
                        .isInstanceOf(CompletionException.class)
                        .hasCauseInstanceOf(StoreException.class));
        assertThat(store.state("u1")).isEmpty();
        assertThat(writer.submit(Disk.large("u1", 1)).join()).isEqualTo(Receipt.COMMITTED);
    }

    @Test
    void anActivation_isWrittenInItsPlace() {
        CompletableFuture<Receipt> before = writer.submit(first("u1"));
        CompletableFuture<Boolean> between = writer.activate(
                        new Activation(NOON, "r1", "ana"), Map.of("policy.yml", new byte[0]))
                .thenApply(done -> store.knows(SOURCE, "of u1") && !store.knows(SOURCE, "of u2"));
        CompletableFuture<Boolean> after = writer.submit(first("u2"))
                .thenApply(receipt -> store.files("r1").isPresent());
        writer.start();

        assertThat(before.join()).isEqualTo(Receipt.COMMITTED);
        assertThat(between.join()).isTrue();
        assertThat(after.join()).isTrue();
    }

    @Test
    void anActivation_thatIsRefused_failsAlone() {
        writer.start();
        CompletableFuture<Void> refused = writer.activate(new Activation(NOON, "r1", "ana"), Map.of());

        assertThatThrownBy(refused::join).hasCauseInstanceOf(IllegalArgumentException.class);
        assertThat(writer.submit(first("u1")).join()).isEqualTo(Receipt.COMMITTED);
    }

    @Test
    void close_writesWhatWasAcceptedAndTakesNothingMore() {
        List<CompletableFuture<Receipt>> accepted = Stream.of("u1", "u2", "u3", "u4", "u5")
                .map(profile -> writer.submit(first(profile)))
                .toList();
        writer.start();
        writer.close();

        assertThat(accepted).allMatch(CompletableFuture::isDone);
        assertThat(accepted).extracting(CompletableFuture::join).containsOnly(Receipt.COMMITTED);
        assertThatThrownBy(writer.submit(first("u6"))::join)
                .hasCauseInstanceOf(StoreException.class)
                .hasMessageContaining("writer_closed: ");
    }

    @Test
    void manyThreads_eachGetTheirOwnReceipt() throws InterruptedException {
        writer.start();
        AtomicReference<Throwable> failure = new AtomicReference<>();
        CountDownLatch done = new CountDownLatch(4);
        for (int thread = 0; thread < 4; thread++) {
            String profile = "u" + thread;
            new Thread(() -> {
                        try {
                            for (int version = 1; version <= 50; version++) {
                                Advance next = advance(profile, version, event(profile, profile + version, NOON));
                                assertThat(writer.submit(next).join()).isEqualTo(Receipt.COMMITTED);
                                assertThat(store.state(profile).orElseThrow().version())
                                        .isEqualTo(version);
                            }
                        } catch (Throwable e) {
                            failure.set(e);
                        } finally {
                            done.countDown();
                        }
                    })
                    .start();
        }
        done.await();

        assertThat(failure.get()).isNull();
    }
}
