package dev.opportune.app.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.opportune.authoring.folders.RulesFolder;
import dev.opportune.authoring.rules.Rules;
import dev.opportune.kernel.store.Activation;
import dev.opportune.kernel.store.Store;
import dev.opportune.kernel.store.StoreException;
import dev.opportune.storage.SqliteStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.SortedMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is made live elsewhere is brought to the rules folder, and who wins where that did not come about. */
class FolderFollowsTest {
    private static final Instant NOON = Instant.parse("2026-03-03T12:00:00Z");

    @TempDir
    private Path folder;

    private final SettableClock clock = new SettableClock(NOON);
    private Path rules;
    private SortedMap<String, byte[]> shorter;
    private SortedMap<String, byte[]> longer;

    @BeforeEach
    void prepare() {
        rules = TestRules.nudge(TestRules.policy(folder.resolve("rules")), "30m");
        shorter = RulesFolder.read(rules).files();
        Path other = TestRules.nudge(TestRules.policy(folder.resolve("longer")), "45m");
        TestRules.write(other.resolve("nudge/cancelled.drl"), """
                package rules.nudge
                import dev.opportune.facts.*
                global dev.opportune.facts.Decide decide
                rule "Cancelled"
                when
                    $t : Trigger( flow == "nudge" )
                    OrderCancelled( this after[0s] $t )
                then
                    decide.end($t, "cancelled");
                end
                """);
        longer = RulesFolder.read(other).files();
    }

    private Bench open() {
        return Bench.open(folder, rules, clock);
    }

    private static Wish wish(Map<String, byte[]> files) {
        return new Wish(new Wish.Files(files), "ana", "", null);
    }

    private String held() {
        return RulesFolder.read(rules).revision();
    }

    private static String revision(Map<String, byte[]> files) {
        return RulesFolder.of(files).revision();
    }

    @Test
    void folder_holdsWhatWasMadeLive_andTheWatchFindsNothingNew() throws IOException {
        Files.writeString(rules.resolve("README.md"), "notes");
        try (Bench bench = open()) {
            WishOutcome outcome = bench.engine.activate(wish(longer));

            assertThat(outcome)
                    .isInstanceOfSatisfying(
                            WishOutcome.Activated.class,
                            activated -> assertThat(activated.folderTrouble()).isEmpty());
            assertThat(held())
                    .isEqualTo(revision(longer))
                    .isEqualTo(bench.engine.rules().active().revision());
            assertThat(rules.resolve("README.md")).hasContent("notes");
            assertThat(rules.resolve(".replaced")).doesNotExist();
            assertThat(bench.engine.takeUpRules("watch")).isEmpty();
            assertThat(bench.store.outranked()).isEmpty();
        }
        try (Bench bench = open()) {
            assertThat(bench.store.activations()).extracting(Activation::by).containsExactly("test", "ana");
        }
    }

    @Test
    void workThatNobodyHasKept_isSetAsideAndNotLost() throws IOException {
        try (Bench bench = open()) {
            TestRules.write(rules.resolve("nudge/nudge.drl"), "half a sentence");
            String draft = held();
            bench.engine.activate(wish(longer));

            assertThat(rules.resolve(".replaced").resolve(draft).resolve("nudge/nudge.drl"))
                    .hasContent("half a sentence");
            assertThat(held()).isEqualTo(revision(longer));
        }
    }

    /** A folder with something in it where a file has to be: no file can take its place. */
    private Path obstacle() throws IOException {
        return Files.createDirectories(rules.resolve("nudge/cancelled.drl/.hold"));
    }

    @Test
    void folderThatCannotBeWritten_isToldOf_andDoesNotCount_untilItIsChanged() throws IOException {
        Path obstacle = obstacle();
        try (Bench bench = open()) {
            WishOutcome outcome = bench.engine.activate(wish(longer));
            assertThat(outcome)
                    .isInstanceOfSatisfying(
                            WishOutcome.Activated.class,
                            activated -> assertThat(activated.folderTrouble().orElseThrow())
                                    .contains(rules.toString(), "Make it writable"));
            assertThat(held()).isEqualTo(revision(shorter));
            bench.engine.takeUpRules("watch");
            assertThat(bench.engine.rules().active().revision()).isEqualTo(revision(longer));
            assertThat(bench.engine.rules().lastOfFolder().result()).isEqualTo(Attempt.Result.OUTRANKED);
        }
        try (Bench bench = open()) {
            assertThat(bench.engine.rules().active().revision()).isEqualTo(revision(longer));
            assertThat(bench.engine.rules().lastOfFolder().result()).isEqualTo(Attempt.Result.OUTRANKED);

            clock.advance(Duration.ofMinutes(1));
            TestRules.nudge(rules, "50m");
            bench.engine.takeUpRules("watch");
            assertThat(bench.engine.rules().active().revision()).isEqualTo(held());
            assertThat(bench.engine.rules().active().by()).isEqualTo("watch");
        }
        assertThat(obstacle).exists();
    }

    @Test
    void folderThatCouldNotBeWritten_isBroughtToWhatIsLiveAtTheNextStart() throws IOException {
        Path obstacle = obstacle();
        try (Bench bench = open()) {
            bench.engine.activate(wish(longer));
        }
        Files.delete(obstacle);
        Files.delete(obstacle.getParent());
        try (Bench bench = open()) {
            assertThat(held()).isEqualTo(revision(longer));
            assertThat(bench.store.activations()).hasSize(2);
            assertThat(bench.store.outranked()).isEmpty();
        }
    }

    @Test
    void folderThatCouldNotBeWritten_isBroughtToWhatIsLive_whenTheSameIsAskedForAgain() throws IOException {
        Path obstacle = obstacle();
        try (Bench bench = open()) {
            bench.engine.activate(wish(longer));
            Files.delete(obstacle);
            Files.delete(obstacle.getParent());

            assertThat(bench.engine.activate(wish(longer))).isInstanceOf(WishOutcome.Unchanged.class);
            assertThat(held()).isEqualTo(revision(longer));
            assertThat(bench.store.outranked()).isEmpty();
        }
    }

    @Test
    void folderChangedBackByHandWhileTheServiceWasAway_speaks() throws IOException {
        try (Bench bench = open()) {
            bench.engine.activate(wish(longer));
        }
        Files.delete(rules.resolve("nudge/cancelled.drl"));
        TestRules.nudge(rules, "30m");
        clock.advance(Duration.ofMinutes(1));
        try (Bench bench = open()) {
            assertThat(bench.engine.rules().active().revision()).isEqualTo(revision(shorter));
            assertThat(bench.engine.rules().active().by()).isEqualTo("test");
        }
    }

    /** What a process leaves that dies between the files: some old, some new, some still waiting beside. */
    @Test
    void folderHalfWrittenByAServiceThatDied_isBroughtToWhatIsLive() throws IOException {
        SortedMap<String, byte[]> more =
                RulesFolder.read(TestRules.glance(folder.resolve("longer"))).files();
        try (Bench bench = open()) {
            assertThat(bench.store.activations()).hasSize(1);
        }
        try (Store store = SqliteStore.open(folder.resolve("test.db"))) {
            store.activate(new Activation(NOON.plusMillis(1), revision(more), "ana"), more, revision(shorter));
        }
        TestRules.nudge(rules, "45m");
        TestRules.write(rules.resolve(".activating/glance/glance.drl"), "rule");
        try (Bench bench = open()) {
            assertThat(held()).isEqualTo(revision(more));
            assertThat(bench.store.activations()).hasSize(2);
            assertThat(rules.resolve(".activating")).doesNotExist();
        }
    }

    @Test
    void activationThatTheDatabaseRefuses_leavesTheFolderAlone() {
        Store closed = SqliteStore.open(folder.resolve("other.db"));
        LiveRules live = new LiveRules(closed, new FolderRulebook(rules, new Rules()));
        live.load(NOON, "test");
        closed.close();

        assertThatThrownBy(() -> live.activate(wish(longer), Stage.atStart(NOON.plusSeconds(1))))
                .isInstanceOf(StoreException.class);
        assertThat(held()).isEqualTo(revision(shorter));
        assertThat(live.active().revision()).isEqualTo(revision(shorter));
    }

    @Test
    void bundle_replacesOnlyWhatItIsExpectedTo() {
        try (Bench bench = open()) {
            bench.engine.activate(wish(longer));
            Wish late = new Wish(
                    new Wish.Files(shorter), "ben", "", revision(shorter).substring(0, 8));
            assertThat(bench.engine.activate(late))
                    .isInstanceOfSatisfying(
                            WishOutcome.Overtaken.class,
                            overtaken -> assertThat(overtaken.live().by()).isEqualTo("ana"));
            assertThat(held()).isEqualTo(revision(longer));

            Wish informed = new Wish(
                    new Wish.Files(shorter), "ben", "", revision(longer).substring(0, 8));
            assertThat(bench.engine.activate(informed)).isInstanceOf(WishOutcome.Activated.class);
            assertThat(bench.engine.activate(late)).isInstanceOf(WishOutcome.Unchanged.class);
            assertThat(bench.store.activations()).hasSize(3);
        }
    }
}
