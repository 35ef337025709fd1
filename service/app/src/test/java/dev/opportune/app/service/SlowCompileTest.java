package dev.opportune.app.service;

import static org.assertj.core.api.Assertions.assertThat;

import dev.opportune.authoring.folders.RulesFolder;
import dev.opportune.authoring.rules.Rules;
import dev.opportune.kernel.store.Activation;
import dev.opportune.kernel.store.Store;
import dev.opportune.storage.SqliteStore;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What was saved in the folder takes long to compile, and the service goes on meanwhile. */
class SlowCompileTest {
    private static final Instant NOON = Instant.parse("2026-03-03T12:00:00Z");
    private static final long SECONDS_AT_MOST = 60;

    @TempDir
    private Path folder;

    private final CountDownLatch compiling = new CountDownLatch(1);
    private final CountDownLatch goOn = new CountDownLatch(1);
    private boolean slow;
    private Path rules;
    private Store store;
    private LiveRules live;
    private String first;

    /** A ruleset is compiled for as long as it takes to know what came in lately. */
    @BeforeEach
    void open() {
        rules = TestRules.nudge(TestRules.policy(folder.resolve("rules")), "30m");
        store = SqliteStore.open(folder.resolve("test.db"));
        live = new LiveRules(store, new FolderRulebook(rules, new Rules(() -> {
            holdOpen();
            return Optional.empty();
        })));
        live.load(NOON, "test");
        first = live.active().revision();
    }

    private synchronized boolean isSlow() {
        boolean now = slow;
        slow = false;
        return now;
    }

    private synchronized void slowDown() {
        slow = true;
    }

    private void holdOpen() {
        if (isSlow()) {
            compiling.countDown();
            try {
                goOn.await();
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @AfterEach
    void close() {
        goOn.countDown();
        store.close();
    }

    private static Stage at(int minutes) {
        return Stage.atStart(NOON.plusSeconds(60L * minutes));
    }

    /** Begins to take up what the folder holds, and gets as far as the compiler. */
    private CompletableFuture<Optional<Attempt>> reloading() throws InterruptedException {
        slowDown();
        CompletableFuture<Optional<Attempt>> reloading =
                CompletableFuture.supplyAsync(() -> live.reload(at(5), LiveRules.WATCH));
        assertThat(compiling.await(SECONDS_AT_MOST, TimeUnit.SECONDS)).isTrue();
        return reloading;
    }

    private static <T> T got(CompletableFuture<T> promised) throws Exception {
        return promised.get(SECONDS_AT_MOST, TimeUnit.SECONDS);
    }

    @Test
    void quarantine_doesNotWait_andTheSavedRulesGoLiveAfterIt() throws Exception {
        TestRules.nudge(rules, "50m");
        CompletableFuture<Optional<Attempt>> reloading = reloading();

        Optional<Activation> quarantined = got(CompletableFuture.supplyAsync(
                () -> live.quarantine(first, live.triedSince(), "Ordered", "it fails", at(1))));
        goOn.countDown();

        assertThat(quarantined).isPresent();
        assertThat(got(reloading).map(Attempt::result)).contains(Attempt.Result.ACTIVATED);
        assertThat(live.activations()).hasSize(3);
        assertThat(live.active().revision())
                .isEqualTo(RulesFolder.read(rules).revision())
                .isNotEqualTo(first);
    }

    @Test
    void activation_doesNotWait_andWhatWasSavedBeforeItDoesNotReplaceIt() throws Exception {
        TestRules.nudge(rules, "50m");
        CompletableFuture<Optional<Attempt>> reloading = reloading();

        Path wanted = TestRules.nudge(TestRules.policy(folder.resolve("wanted")), "45m");
        Wish wish = new Wish(new Wish.Files(RulesFolder.read(wanted).files()), "ana", "", null);
        WishOutcome outcome = got(CompletableFuture.supplyAsync(() -> live.activate(wish, at(1))));
        goOn.countDown();

        assertThat(outcome).isInstanceOf(WishOutcome.Activated.class);
        assertThat(got(reloading)).isEmpty();
        assertThat(live.active().by()).isEqualTo("ana");
        assertThat(live.reload(at(6), LiveRules.WATCH)).isEmpty();
        assertThat(RulesFolder.read(rules).revision()).isEqualTo(live.active().revision());
    }

    @Test
    void savedOnceMoreMeanwhile_theEarlierDoesNotGoLive() throws Exception {
        TestRules.nudge(rules, "50m");
        CompletableFuture<Optional<Attempt>> reloading = reloading();
        TestRules.nudge(rules, "55m");
        goOn.countDown();

        assertThat(got(reloading)).isEmpty();
        assertThat(live.active().revision()).isEqualTo(first);
        assertThat(live.reload(at(6), LiveRules.WATCH).map(Attempt::result)).contains(Attempt.Result.ACTIVATED);
        assertThat(live.activations()).hasSize(2);
    }
}
