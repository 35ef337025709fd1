package dev.opportune.app.service;

import static dev.opportune.app.service.Entries.consenting;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.opportune.app.api.DecisionJson;
import dev.opportune.app.api.Json;
import dev.opportune.app.replay.Replay;
import dev.opportune.authoring.rules.Rules;
import dev.opportune.authoring.rules.RulesetLibrary;
import dev.opportune.kernel.decision.Decision;
import dev.opportune.kernel.session.Settings;
import dev.opportune.kernel.store.Activation;
import dev.opportune.kernel.store.DecisionQuery;
import dev.opportune.kernel.store.Logged;
import dev.opportune.kernel.store.Recorded;
import dev.opportune.kernel.store.Timeline;
import dev.opportune.kernel.timeline.Entry;
import dev.opportune.kernel.timeline.Event;
import dev.opportune.kernel.timeline.Properties;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A rule that cannot take a product without a price. Worked out by hand: whoever puts one with a price in the cart is told
 * "fragile" at once; whoever puts one without loses the rule for themselves. After three of those nobody is told "fragile"
 * any more, and everybody is still told "remember" half an hour later.
 */
class QuarantineTest {
    private static final Instant NOON = Instant.parse("2026-03-03T12:00:00Z");
    private static final List<String> CARELESS = List.of("ana", "ben", "cleo");
    private static final RulesTerms NEVER = new RulesTerms(false, 0);
    private static final Capacity ROOM_FOR_ALL = new Capacity(2, 1000, 100, 16);
    private static final Capacity ROOM_FOR_ONE = new Capacity(1, 1000, 1, 16);

    @TempDir
    private Path folder;

    private final SettableClock clock = new SettableClock(NOON);
    private Path rules;

    @BeforeEach
    void prepare() {
        rules = TestRules.glance(TestRules.nudge(TestRules.policy(folder.resolve("rules")), "30m"));
        TestRules.fragile(rules, "$e : ProductAdded( now, price.intValue() > 0 )", """
                Trigger t = decide.trigger("fragile", $e).key($e.getId());
                decide.send(t, "fragile");
                decide.end(t, "said");""");
    }

    private Bench open(String database, RulesTerms terms, Capacity capacity) {
        return Bench.open(folder.resolve(database), rules, clock, capacity, terms);
    }

    private Bench open() {
        return open("service", RulesTerms.DEFAULT, ROOM_FOR_ALL);
    }

    private static Event cart(String profile, String id, Instant at, Instant received, boolean priced) {
        Properties properties = priced ? Properties.of(Map.of("price", BigDecimal.TEN)) : Properties.NONE;
        return new Event("shop", id, profile, "Product Added", at, received, properties, false, false);
    }

    private void priced(Bench bench, String profile, String id) {
        take(bench, profile, cart(profile, id, clock.instant(), clock.instant(), true));
    }

    private void careless(Bench bench, String profile, String id) {
        take(bench, profile, cart(profile, id, clock.instant(), clock.instant(), false));
    }

    private static void take(Bench bench, String profile, Event event) {
        if (!bench.store.knows("shop", "consent-" + profile)) {
            bench.engine.ingest(consenting(profile, NOON.minusSeconds(60))).join();
        }
        assertThat(bench.engine.ingest(event).join()).isEqualTo(Taken.ACCEPTED);
    }

    private static List<String> said(Bench bench, String profile) {
        return bench.messages(profile).stream()
                .sorted(Comparator.comparing(
                        decision -> decision.changes().get(0).at()))
                .map(Decision::message)
                .sorted()
                .toList();
    }

    private static void awaitQuarantine(Bench bench) {
        await().until(() -> bench.engine.rules().active().without().equals(Set.of("Fragile")));
    }

    /** Three lose the rule, and so everybody does; then it is a minute later. */
    private void failForThree(Bench bench) {
        CARELESS.forEach(profile -> careless(bench, profile, profile + "-1"));
        awaitQuarantine(bench);
        clock.advance(Duration.ofMinutes(1));
    }

    @Test
    void rule_thatFailedForAsManyAsIsTooMany_isLeftOutForEverybodyFromThenOn() {
        try (Bench bench = open()) {
            String revision = bench.engine.rules().active().revision();
            priced(bench, "dora", "d1");
            failForThree(bench);
            priced(bench, "dora", "d2");
            priced(bench, "eve", "e1");

            assertThat(said(bench, "dora")).containsExactly("fragile", "remember");
            assertThat(said(bench, "eve")).containsExactly("remember");
            Activation last = bench.engine.rules().active();
            assertThat(last.revision()).isEqualTo(revision);
            assertThat(last.by()).isEqualTo("quarantine");
            assertThat(last.note())
                    .isEqualTo("\"Fragile\" failed for 3 profiles: its condition"
                            + " price.intValue() > 0: a value that it needs is missing");
            assertThat(bench.store.activations()).hasSize(2).endsWith(last);
            assertThat(bench.messages("eve")).extracting(Decision::ruleset).containsExactly(revision);
        }
    }

    @Test
    void rule_thatFailedForFewer_isLeftOutForTheseAlone_howeverOften() {
        try (Bench bench = open()) {
            for (String id : List.of("1", "2", "3", "4")) {
                careless(bench, "ana", "a" + id);
                careless(bench, "ben", "b" + id);
            }
            priced(bench, "dora", "d1");

            assertThat(said(bench, "dora")).containsExactly("fragile", "remember");
            assertThat(bench.store.failing(bench.engine.rules().active().revision(), Instant.EPOCH))
                    .singleElement()
                    .matches(failing -> failing.rule().equals("Fragile") && failing.profiles() == 2);
            assertThat(bench.engine.rules().active().without()).isEmpty();
        }
    }

    @Test
    void rule_thatFailedOnWhatHappenedBeforeTheFirstRulesWereLive_isLeftOutToo() {
        try (Bench bench = open()) {
            Instant before = NOON.minus(Duration.ofHours(1));
            CARELESS.forEach(profile -> take(bench, profile, cart(profile, profile + "-1", before, NOON, false)));
            awaitQuarantine(bench);
        }
    }

    @Test
    void rule_thatFailedForAsManyAsIsTooMany_beforeTheServiceEnded_isLeftOutWhenItStarts() {
        try (Bench bench = open("service", NEVER, ROOM_FOR_ALL)) {
            CARELESS.forEach(profile -> careless(bench, profile, profile + "-1"));
            assertThat(bench.store.activations()).hasSize(1);
        }
        try (Bench bench = open()) {
            bench.engine.start();
            awaitQuarantine(bench);
        }
    }

    /** A life with events that come late, from before and from after the rule was left out. */
    private void live(Runnable between, Supplier<Bench> bench) {
        priced(bench.get(), "dora", "d1");
        priced(bench.get(), "fay", "f1");
        between.run();
        clock.advance(Duration.ofMinutes(1));
        Instant before = clock.instant();
        clock.advance(Duration.ofMinutes(1));
        CARELESS.forEach(profile -> careless(bench.get(), profile, profile + "-1"));
        if (bench.get().engine.rules().terms().quarantineAfter() > 0) {
            awaitQuarantine(bench.get());
        }
        between.run();
        clock.advance(Duration.ofMinutes(1));
        Instant after = clock.instant();
        clock.advance(Duration.ofMinutes(1));
        priced(bench.get(), "dora", "d2");
        between.run();
        take(bench.get(), "dora", cart("dora", "late-before", before, clock.instant(), true));
        take(bench.get(), "gil", cart("gil", "gil-before", before, clock.instant(), true));
        between.run();
        take(bench.get(), "dora", cart("dora", "late-after", after, clock.instant(), true));
        take(bench.get(), "gil", cart("gil", "gil-after", after, clock.instant(), true));
        take(bench.get(), "ana", cart("ana", "ana-before", before, clock.instant(), true));
        between.run();
        clock.advance(Duration.ofHours(1));
        for (String profile : List.of("ana", "ben", "cleo", "dora", "fay", "gil")) {
            priced(bench.get(), profile, profile + "-last");
        }
    }

    private static List<Decision> decisions(Bench bench) {
        return bench.store.decisions(new DecisionQuery(null, null, null, null, null, null, 0, 10_000)).stream()
                .map(Recorded::decision)
                .toList();
    }

    private static List<String> canonical(List<Decision> decisions) {
        return new DecisionJson(new Json()).listing(decisions);
    }

    @Test
    void life_withAQuarantine_isTheSameHoweverOftenSessionsAreRebuilt_andTheServiceRestarted() {
        List<String> undisturbed;
        try (Bench bench = open("undisturbed", RulesTerms.DEFAULT, ROOM_FOR_ALL)) {
            live(() -> {}, () -> bench);
            undisturbed = canonical(decisions(bench));
            assertThat(undisturbed)
                    .as("said before the rule was left out, and late of before that; never after")
                    .filteredOn(line -> line.contains("\"message\":\"fragile\""))
                    .hasSize(5);
        }
        clock.set(NOON);
        Bench[] current = {open("disturbed", RulesTerms.DEFAULT, ROOM_FOR_ONE)};
        try {
            live(
                    () -> {
                        current[0].close();
                        current[0] = open("disturbed", RulesTerms.DEFAULT, ROOM_FOR_ONE);
                    },
                    () -> current[0]);
            assertThat(canonical(decisions(current[0]))).isEqualTo(undisturbed);
        } finally {
            current[0].close();
        }
    }

    @Test
    void replay_ofWhatWasKept_decidesTheSameByteForByte() throws InterruptedException {
        try (Bench bench = open()) {
            live(() -> {}, () -> bench);
            List<Decision> replayed = replayed(bench, List.of("ana", "ben", "cleo", "dora", "fay", "gil"));

            assertThat(canonical(replayed)).isEqualTo(canonical(decisions(bench)));
        }
    }

    private void happens(Bench bench, String profile, String id, String name) {
        Properties price = Properties.of(Map.of("price", BigDecimal.TEN));
        take(
                bench,
                profile,
                new Event("shop", id, profile, name, clock.instant(), clock.instant(), price, false, false));
    }

    /** Looks at something and puts something in the cart. */
    private void visit(Bench bench, String profile, String id) {
        happens(bench, profile, profile + "-" + id + "-look", "Product Viewed");
        happens(bench, profile, profile + "-" + id + "-cart", "Product Added");
    }

    /**
     * What was begun before the rule was left out goes on after it, by its time and by what happens, and what happens after
     * it begins anew: each of the other rules has something to do on either side.
     */
    private List<Decision> othersAround(Bench bench) {
        visit(bench, "hal", "before");
        visit(bench, "ivy", "before");
        live(() -> {}, () -> bench);
        assertThat(bench.store.activations())
                .hasSize(bench.engine.rules().terms().quarantineAfter() > 0 ? 2 : 1);
        happens(bench, "ivy", "bought", "Order Completed");
        clock.advance(Duration.ofMinutes(1));
        visit(bench, "hal", "after");
        visit(bench, "jo", "after");
        visit(bench, "kim", "after");
        clock.advance(Duration.ofMinutes(1));
        happens(bench, "jo", "jo-bought", "Order Completed");
        clock.advance(Duration.ofHours(1));
        visit(bench, "hal", "last");
        visit(bench, "kim", "last");
        return decisions(bench).stream()
                .filter(decision -> !decision.flow().equals("fragile"))
                .toList();
    }

    private static List<String> of(String profile, List<Decision> decisions) {
        return decisions.stream()
                .filter(decision -> decision.profileId().equals(profile))
                .map(decision -> Duration.between(NOON, decision.at()).toMinutes() + " " + decision.rule() + " "
                        + decision.outcome().word())
                .sorted()
                .toList();
    }

    @Test
    void quarantine_changesNoDecisionOfAnotherRule() {
        List<List<String>> others = new ArrayList<>();
        for (RulesTerms terms : List.of(RulesTerms.DEFAULT, NEVER)) {
            clock.set(NOON);
            try (Bench bench = open("after-" + terms.quarantineAfter(), terms, ROOM_FOR_ALL)) {
                List<Decision> decisions = othersAround(bench);
                others.add(canonical(decisions));

                assertThat(of("hal", decisions))
                        .contains("0 In the cart none", "0 Viewed none", "30 Still no order send")
                        .contains("65 Viewed none");
                assertThat(of("kim", decisions)).contains("65 In the cart none", "95 Still no order send");
                assertThat(of("ivy", decisions)).contains("64 Ordered none");
                assertThat(of("jo", decisions))
                        .contains("65 In the cart none", "66 Ordered none", "66 Still no order cancel");
            }
        }
        assertThat(others.get(0)).isEqualTo(others.get(1));
    }

    @Test
    void rule_whoseActionFailedForAsManyAsIsTooMany_isLeftOutForEverybody_andAReplayDecidesTheSame()
            throws InterruptedException {
        TestRules.fragile(rules, "$e : ProductAdded( now )", """
                Trigger t = decide.trigger("fragile", $e).key($e.getId());
                decide.send(t, "fragile").value($e.getPrice().intValue());
                decide.end(t, "said");""");
        try (Bench bench = open()) {
            priced(bench, "dora", "d1");
            List<String> two = CARELESS.subList(0, 2);
            for (String profile : two) {
                careless(bench, profile, profile + "-1");
                careless(bench, profile, profile + "-2");
                priced(bench, profile, profile + "-3");
                assertThat(said(bench, profile)).as("only what failed is lost").contains("fragile");
            }
            assertThat(bench.store.failing(bench.engine.rules().active().revision(), Instant.EPOCH))
                    .singleElement()
                    .matches(failing -> failing.rule().equals("Fragile") && failing.profiles() == 2);
            careless(bench, "cleo", "cleo-1");
            awaitQuarantine(bench);
            clock.advance(Duration.ofMinutes(1));
            priced(bench, "eve", "e1");

            assertThat(said(bench, "eve")).containsExactly("remember");
            assertThat(bench.engine.rules().active().note())
                    .isEqualTo("\"Fragile\" failed for 3 profiles: its action: a value that it needs is missing");
            assertThat(canonical(replayed(bench, List.of("ana", "ben", "cleo", "dora", "eve"))))
                    .isEqualTo(canonical(decisions(bench)));
        }
    }

    private List<Decision> replayed(Bench bench, List<String> profiles) throws InterruptedException {
        RulesetLibrary kept = new RulesetLibrary(new Rules(), bench.store::files, bench.store.activations());
        List<Entry> entries = new ArrayList<>();
        for (String profile : profiles) {
            bench.store.log(profile, 0, 1000).stream()
                    .filter(Logged.Taken.class::isInstance)
                    .map(line -> ((Logged.Taken) line).entry())
                    .forEach(entries::add);
        }
        return new Replay(kept, Settings.of(false), 1).run(entries, clock.instant(), done -> {});
    }

    @Test
    void revision_activatedAgainByAPerson_isTriedAnewForAll_andFailuresOfBeforeNoLongerCount()
            throws InterruptedException {
        try (Bench bench = open()) {
            failForThree(bench);
            String revision = bench.engine.rules().active().revision();
            assertThat(bench.engine.activate(new Wish(new Wish.Revision(revision), "ops", "mended the shop", null)))
                    .isInstanceOf(WishOutcome.Activated.class);
            clock.advance(Duration.ofMinutes(1));
            priced(bench, "dora", "d1");
            careless(bench, "eve", "e1");
            priced(bench, "ana", "a2");
            careless(bench, "ben", "b2");

            assertThat(said(bench, "ana")).as("it had failed for her before").contains("fragile");
            assertThat(said(bench, "dora")).containsExactly("fragile", "remember");
            assertThat(bench.engine.rules().active().by()).isEqualTo("ops");
            assertThat(bench.engine.rules().active().without()).isEmpty();
            careless(bench, "fay", "f1");
            awaitQuarantine(bench);
            assertThat(canonical(replayed(bench, List.of("ana", "ben", "cleo", "dora", "eve", "fay"))))
                    .isEqualTo(canonical(decisions(bench)));
        }
    }

    @Test
    void anotherRevision_liftsIt_andGoingBackInTheFolderRestoresIt() {
        try (Bench bench = open()) {
            failForThree(bench);
            TestRules.nudge(rules, "45m");
            bench.engine.takeUpRules("watch");
            clock.advance(Duration.ofMinutes(1));
            priced(bench, "dora", "d1");
            TestRules.nudge(rules, "30m");
            bench.engine.takeUpRules("watch");
            clock.advance(Duration.ofMinutes(1));
            priced(bench, "eve", "e1");

            assertThat(said(bench, "dora")).containsExactly("fragile", "remember");
            assertThat(said(bench, "eve")).containsExactly("remember");
            assertThat(bench.store.activations())
                    .extracting(activation -> activation.by() + activation.without())
                    .containsExactly("test[]", "quarantine[Fragile]", "watch[]", "watch[Fragile]");
            assertThat(bench.engine.rules().leftOutBy("Fragile").by()).isEqualTo("quarantine");
        }
    }

    @Test
    void restart_leavesOutWhatWasLeftOut() {
        try (Bench bench = open()) {
            failForThree(bench);
        }
        try (Bench bench = open()) {
            priced(bench, "dora", "d1");

            assertThat(said(bench, "dora")).containsExactly("remember");
            assertThat(bench.store.activations()).hasSize(2);
        }
    }

    /** Nobody asks about dora: only if she is moved under the whole revision again does anybody know when to wake her. */
    @Test
    void profileThatSleeps_isWokenByARuleThatIsTriedAnew() {
        TestRules.fragile(
                rules, "$e : ProductAdded( price.intValue() > 0 ) not OrderCompleted( this after[0s, 10d] $e )", """
                Trigger t = decide.trigger("fragile", $e);
                decide.send(t, "fragile");
                decide.end(t, "said");""");
        try (Bench bench = open()) {
            bench.engine.start();
            failForThree(bench);
            priced(bench, "dora", "d1");
            Instant due = clock.instant().plus(Duration.ofDays(10));
            clock.advance(Duration.ofHours(1));
            bench.engine.clockJumped();
            Instant timedOut = NOON.plus(Duration.ofMinutes(1)).plus(Duration.ofDays(7));
            await().untilAsserted(() -> assertThat(bench.store.state("dora").map(Timeline.State::wakeUp))
                    .contains(timedOut));

            clock.set(timedOut.plusSeconds(1));
            bench.engine.clockJumped();
            await().untilAsserted(() ->
                    assertThat(bench.store.state("dora").orElseThrow().wakeUp()).isNull());
            bench.engine.activate(
                    new Wish(new Wish.Revision(bench.engine.rules().active().revision()), "ops", "", null));
            clock.advance(Duration.ofMillis(1));
            bench.engine.clockJumped();
            await().untilAsserted(() -> assertThat(bench.store.state("dora").map(Timeline.State::wakeUp))
                    .contains(due));
        }
    }
}
