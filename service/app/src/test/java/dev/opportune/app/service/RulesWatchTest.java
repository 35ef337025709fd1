package dev.opportune.app.service;

import static dev.opportune.app.service.Entries.consenting;
import static dev.opportune.app.service.Entries.event;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import dev.opportune.app.api.RulesJson;
import dev.opportune.authoring.folders.FolderGlance;
import dev.opportune.kernel.decision.Decision;
import dev.opportune.kernel.decision.Outcome;
import dev.opportune.kernel.store.Activation;
import dev.opportune.kernel.store.Timeline;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The rules folder changes under a running engine. The watch looks when it is told to, and time passes as it is told. */
class RulesWatchTest {
    private static final Instant NOON = Instant.parse("2026-03-03T12:00:00Z");

    @TempDir
    private Path folder;

    private final SettableClock clock = new SettableClock(NOON);
    private Path rules;
    private Bench bench;
    private RulesWatch watch;
    private String first;
    private long millis;

    @BeforeEach
    void open() {
        rules = TestRules.nudge(TestRules.policy(folder.resolve("rules")), "30m");
        bench = Bench.open(folder, rules, clock);
        bench.engine.start();
        watch = new RulesWatch(bench.engine);
        look(0);
        look(200);
        first = bench.engine.rules().active().revision();
    }

    @AfterEach
    void close() {
        bench.close();
    }

    @Test
    void attempt_tellsWhomItFoundInFlight_andWhatItCancels() throws IOException {
        bench.engine
                .ingest(event("ana", "e1", "Product Added", clock.instant()))
                .join();
        Files.delete(rules.resolve("nudge/nudge.drl"));
        Files.delete(rules.resolve("nudge/flow.yml"));
        TestRules.glance(rules);
        look(300);
        look(200);

        Attempt attempt = bench.engine.rules().lastAttempt();
        assertThat(attempt.result()).isEqualTo(Attempt.Result.ACTIVATED);
        assertThat(attempt.effect().words())
                .isEqualTo("nudge: 1 open, 1 waiting, all ended and cancelled because the flow is gone");
        assertThat(new RulesJson()
                        .fields(bench.engine.rules(), bench.store, bench.engine::lastFailure)
                        .get("lastAttempt"))
                .extracting("inFlight")
                .extracting("cancellations", "ends")
                .containsExactly(1L, 1L);
    }

    private void look(long afterMillis) {
        millis += afterMillis;
        watch.look(Duration.ofMillis(millis).toNanos());
    }

    /** Enough for what was saved to be taken up. */
    private void lookUntilStill() {
        look(300);
        look(200);
    }

    private LiveRules live() {
        return bench.engine.rules();
    }

    private void cart(String profile, Instant at) {
        clock.set(at);
        bench.engine.ingest(consenting(profile, at.minusSeconds(60))).join();
        bench.engine
                .ingest(event(profile, "cart-" + profile, "Product Added", at))
                .join();
    }

    @Test
    void savedChange_goesLive_andWhatIsDecidedFromThenOnFollowsIt() {
        cart("ana", NOON);
        TestRules.nudge(rules, "45m");
        lookUntilStill();
        cart("ben", NOON.plusSeconds(60));

        assertThat(live().active().revision()).isNotEqualTo(first);
        assertThat(live().active().by()).isEqualTo("watch");
        assertThat(bench.messages("ben"))
                .extracting(Decision::dueAt)
                .containsExactly(NOON.plusSeconds(60).plus(Duration.ofMinutes(45)));
        assertThat(bench.messages("ana"))
                .extracting(Decision::dueAt)
                .containsExactly(NOON.plus(Duration.ofMinutes(30)));
    }

    @Test
    void activation_comesAfterWhatHappenedInTheSameMillisecond() {
        Instant later = NOON.plusSeconds(60);
        clock.set(later);
        bench.engine.ingest(event("ana", "view-1", "Product Viewed", later)).join();
        TestRules.nudge(rules, "45m");
        lookUntilStill();
        bench.engine.ingest(event("ana", "view-2", "Product Viewed", later)).join();

        assertThat(live().active().at()).isEqualTo(later.plusMillis(1));
        assertThat(bench.store.state("ana").orElseThrow().revision()).isEqualTo(first);
    }

    @Test
    void brokenChange_changesNothingButTheStatus() {
        TestRules.write(rules.resolve("nudge/nudge.drl"), "package rules.nudge\nrule \"half\nwhen");
        lookUntilStill();
        cart("ana", NOON.plusSeconds(60));

        assertThat(live().active().revision()).isEqualTo(first);
        assertThat(bench.store.activations()).hasSize(1);
        assertThat(bench.messages("ana")).hasSize(1);
        Attempt refused = live().lastAttempt();
        assertThat(refused.activated()).isFalse();
        assertThat(refused.revision()).isNotEqualTo(first);
        assertThat(refused.problems()).isNotEmpty().allMatch(problem -> problem.startsWith("nudge/nudge.drl:"));
        assertThat(live().lastError()).isEqualTo(refused);
    }

    @Test
    void brokenChange_takenBack_isNoProblemAnyMore_andRemembered() {
        TestRules.write(rules.resolve("nudge/nudge.drl"), "rule");
        lookUntilStill();
        TestRules.nudge(rules, "30m");
        lookUntilStill();

        assertThat(live().lastAttempt().problems()).isEmpty();
        assertThat(live().lastAttempt().activated()).isFalse();
        assertThat(live().lastError().problems()).isNotEmpty();
        assertThat(bench.store.activations()).hasSize(1);
    }

    @Test
    void filesSavedOneAfterTheOther_areTakenUpOnceAndWhole() {
        Path elsewhere = TestRules.glance(folder.resolve("elsewhere"));
        move(elsewhere.resolve("glance/glance.drl"));
        look(300);
        look(150);
        move(elsewhere.resolve("glance/flow.yml"));
        look(50);
        look(150);
        assertThat(live().activations()).hasSize(1);
        look(50);

        assertThat(live().activations()).hasSize(2);
        assertThat(live().live().flows()).containsOnlyKeys("glance", "nudge");
        assertThat(live().lastError()).isNull();
    }

    private void move(Path file) {
        try {
            Path flow = Files.createDirectories(rules.resolve("glance"));
            Files.move(file, flow.resolve(file.getFileName()));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    @Test
    void emptiedFolder_neverReplacesWhatWorks() throws IOException {
        delete(rules);
        Files.createDirectories(rules);
        lookUntilStill();

        assertThat(live().active().revision()).isEqualTo(first);
        assertThat(live().lastAttempt().problems()).isNotEmpty();
    }

    @Test
    void folderThatIsGone_neverReplacesWhatWorks() throws IOException {
        delete(rules);
        lookUntilStill();

        assertThat(live().active().revision()).isEqualTo(first);
        assertThat(live().lastAttempt().problems()).anyMatch(problem -> problem.contains("no such folder"));
    }

    @Test
    void folderWithoutFlows_neverReplacesWhatWorks() throws IOException {
        delete(rules.resolve("nudge"));
        lookUntilStill();

        assertThat(live().active().revision()).isEqualTo(first);
        assertThat(live().lastAttempt().problems())
                .singleElement()
                .asString()
                .contains("there are no flows", "paused: true");
    }

    private static void delete(Path path) throws IOException {
        try (Stream<Path> all = Files.walk(path)) {
            for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(each);
            }
        }
    }

    @Test
    void fileSavedUnchanged_isNoAttempt() throws IOException {
        Attempt before = live().lastAttempt();
        Files.setLastModifiedTime(rules.resolve("policy.yml"), FileTime.from(NOON));
        lookUntilStill();

        assertThat(live().lastAttempt()).isSameAs(before);
        assertThat(bench.store.activations()).hasSize(1);
    }

    @Test
    void changeThatTheFileSystemDoesNotShow_isSeenALittleLater() throws IOException {
        FolderGlance before = live().glance();
        TestRules.nudge(rules, "45m");
        for (String file : before.files().keySet()) {
            Files.setLastModifiedTime(
                    rules.resolve(file), before.files().get(file).modified());
        }
        assertThat(live().glance()).isEqualTo(before);
        for (int looks = 0; looks < 10; looks++) {
            look(300);
        }

        assertThat(live().active().revision()).isNotEqualTo(first);
    }

    @Test
    void profileThatSleeps_isWokenByARuleThatWentLive() {
        bench.engine.ingest(consenting("ana", NOON.minusSeconds(60))).join();
        bench.engine.ingest(event("ana", "order", "Order Completed", NOON)).join();
        assertThat(bench.store.nextWakeUp()).isEmpty();

        clock.set(NOON.plus(Duration.ofDays(30)));
        TestRules.silence(rules, "60d");
        lookUntilStill();
        await().until(RulesWatchTest::isResettlementAsleep);
        clock.advance(Duration.ofMillis(1));
        bench.engine.clockJumped();
        Instant due = NOON.plus(Duration.ofDays(60));
        await().untilAsserted(() ->
                assertThat(bench.store.state("ana").map(Timeline.State::wakeUp)).contains(due));

        clock.set(due);
        bench.engine.clockJumped();
        await().untilAsserted(() -> assertThat(bench.messages("ana"))
                .extracting(Decision::message, Decision::outcome, Decision::at)
                .containsExactly(tuple("come-back", Outcome.SEND, due)));
    }

    /** It has seen by then that the activation is not yet, by a clock that stands still. */
    private static boolean isResettlementAsleep() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals("resettlement"))
                .allMatch(thread -> thread.getState() == Thread.State.TIMED_WAITING);
    }

    @Test
    void profile_isMovedUnderEachRevisionThatGoesLive() {
        cart("ana", NOON);
        for (String delay : List.of("40m", "50m")) {
            TestRules.nudge(rules, delay);
            lookUntilStill();
            clock.advance(Duration.ofMillis(1));
            bench.engine.clockJumped();
            String revision = live().active().revision();
            await().untilAsserted(() -> assertThat(bench.store.state("ana").map(Timeline.State::revision))
                    .contains(revision));
        }
        assertThat(bench.store.activations())
                .extracting(Activation::revision)
                .doesNotHaveDuplicates()
                .hasSize(3);
    }
}
