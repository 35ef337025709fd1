package dev.opportune.authoring.shipped;

import static org.assertj.core.api.Assertions.assertThat;

import dev.opportune.kernel.session.Allowance;
import dev.opportune.kernel.session.Observer;
import dev.opportune.kernel.session.OneRuleset;
import dev.opportune.kernel.session.ProfileSession;
import dev.opportune.kernel.session.Ruleset;
import dev.opportune.kernel.session.Settings;
import dev.opportune.kernel.store.Advance;
import dev.opportune.kernel.store.Exclusion;
import dev.opportune.kernel.store.InMemoryStore;
import dev.opportune.kernel.store.Timeline;
import dev.opportune.kernel.timeline.Event;
import dev.opportune.kernel.timeline.Properties;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A rule that is too slow is left out for the profile that it is too slow for, and costs nobody else anything. */
class SlowRulesTest {
    private static final Instant NOON = Instant.parse("2026-03-03T11:00:00Z");
    private static final String OPEN = "decide.trigger(\"cart-recovery\", $a).key($a.getId());";
    private static final String CROSS =
            rule("Any four", "$a : ProductViewed() ProductViewed() ProductViewed() ProductViewed()", "");
    private static final String CHAIN = rule(
            "One after another",
            "$a : ProductViewed() $b : ProductViewed( this after[1ms, 30d] $a ) $c : ProductViewed( this after[1ms, 30d] $b )",
            "");
    private static final String NEVER =
            rule("Pairs that cannot be", "$a : ProductViewed() ProductViewed( this after[90d] $a )", "");

    private final List<String> excluded = new ArrayList<>();
    private final List<String> failed = new ArrayList<>();
    private int built;

    @Test
    void joinOfFourOverSixtyEvents_isStoppedAndTheOthersDecideAsBefore() {
        Host host = new Host(ShippedRules.with(CROSS), Settings.of(true));
        host.takeAll(visits(60));

        assertThat(excluded).containsExactly("Any four: too many firings");
        assertThat(host.decisions()).isEqualTo(decidedWithout(visits(60)));
    }

    @Test
    void chainOfTimes_isStopped() {
        Host host = new Host(ShippedRules.with(CHAIN), Settings.of(true));
        host.takeAll(visits(100));

        assertThat(excluded).containsExactly("One after another: too many firings");
        assertThat(host.decisions()).isEqualTo(decidedWithout(visits(100)));
    }

    @Test
    void partialMatchesThatNothingEverCompletes_areStopped() {
        String waiting = rule(
                "Three before an order of long ago",
                "$a : ProductViewed() ProductViewed() ProductViewed() OrderCompleted( this before[90d] $a )",
                "");
        Host host = new Host(ShippedRules.with(waiting), Settings.of(true));
        host.takeAll(visits(60));

        assertThat(excluded).containsExactly("Three before an order of long ago: too much memory");
        assertThat(host.decisions()).isEqualTo(decidedWithout(visits(60)));
    }

    @Test
    void pairsThatNeverMatch_areStoppedBeforeASessionTakesLongToBuild() {
        Host host = new Host(ShippedRules.with(NEVER), Settings.of(true).with(comparing(5_000)));
        host.takeAll(visits(120));

        assertThat(excluded).containsExactly("Pairs that cannot be: too slow");
        assertThat(host.decisions()).isEqualTo(decidedWithout(visits(120)));
    }

    @Test
    void severalSlowRules_areEachNamed() {
        Host host = new Host(
                ShippedRules.with(CROSS + CHAIN + NEVER), Settings.of(true).with(comparing(5_000)));
        host.takeAll(visits(120));

        assertThat(excluded)
                .extracting(text -> text.split(":", 2)[0])
                .containsExactlyInAnyOrder("Any four", "One after another", "Pairs that cannot be");
        assertThat(host.decisions()).isEqualTo(decidedWithout(visits(120)));
    }

    @Test
    void otherProfiles_keepTheRule() {
        Ruleset ruleset = ShippedRules.with(proposing(CROSS));
        new Host(ruleset, Settings.of(true)).takeAll(visits(60));
        excluded.clear();
        Host other = new Host(ruleset, Settings.of(true));
        other.takeAll(visits(2));

        assertThat(excluded).isEmpty();
        assertThat(other.decisions())
                .hasSizeGreaterThan(decidedWithout(visits(2)).size());
    }

    @Test
    void ruleThatFiresForEachPair_isStopped() {
        String pairs = rule("Every pair", "$a : ProductViewed() ProductViewed()", "");
        Allowance patient = new Allowance(1_000_000, 0, 1_000_000, 0, 1_000, 0, 2_000);
        Host host = new Host(ShippedRules.with(pairs), Settings.of(true).with(patient));
        host.takeAll(visits(60));

        assertThat(excluded).containsExactly("Every pair: too many firings");
        assertThat(host.decisions()).isEqualTo(decidedWithout(visits(60)));
    }

    @Test
    void ruleThatAlwaysProposesSomethingNew_isStoppedAndWhatItDidInThatStepIsGone() {
        String endless = rule(
                "Ever more",
                "$a : Trigger( flow == \"cart-recovery\" )",
                "decide.trigger(\"cart-recovery\", $a.getCause()).key($a.getKey() + \"x\");");
        Host host = new Host(ShippedRules.with(endless), Settings.of(true));
        host.take(event("e1", 0, "Product Added"));

        assertThat(excluded).containsExactly("Ever more: too many firings");
        assertThat(failed).hasSize(1).first().asString().contains("proposed more than 2000 times in one step");
        assertThat(host.decisions()).isEqualTo(decidedWithout(List.of(event("e1", 0, "Product Added"))));
    }

    @Test
    void exclusion_isFoundAtTheSameStepHoweverOftenTheSessionIsBuiltAnew() {
        for (String slow : List.of(proposing(CROSS), proposing(CHAIN), NEVER)) {
            Settings settings = Settings.of(true).with(comparing(1_500));
            Host lived = new Host(ShippedRules.with(slow), settings);
            lived.takeAll(visits(60));
            Host rebuilt = new Host(ShippedRules.with(slow), settings);
            visits(60).forEach(event -> {
                rebuilt.take(event);
                rebuilt.close();
            });

            assertThat(rebuilt.exclusions()).isNotEmpty().isEqualTo(lived.exclusions());
            assertThat(rebuilt.decisions()).isEqualTo(lived.decisions());
        }
    }

    @Test
    void lateEvent_isReplayedUnderTheRecordedExclusion() {
        Host host = new Host(ShippedRules.with(CROSS), Settings.of(true));
        List<Event> events = visits(60);
        Event late = events.get(58);
        host.takeAll(events.subList(0, 58));
        host.take(events.get(59));
        host.take(late);

        assertThat(excluded).hasSize(1);
        assertThat(host.decisions()).isEqualTo(decidedWithout(events));
    }

    /** Partial matches of the moment are gone with it; a session is not built anew for what it no longer keeps. */
    @Test
    void matchesThatAreGone_areNotCounted() {
        Allowance tight = new Allowance(1_000_000, 0, 1_000, 0, 10_000, 0, 2_000);
        Host host = new Host(
                ShippedRules.with(rule("Looking back", lookingBack(30), "")),
                Settings.of(true).with(tight));
        host.takeAll(visits(100));

        assertThat(excluded).isEmpty();
        assertThat(built).isEqualTo(1);
    }

    @Test
    void longHistory_isNoOffence() {
        int rules = Integer.getInteger("opportune.heavy.rules", 20);
        int events = Integer.getInteger("opportune.heavy.events", 5_000);
        StringBuilder usual = new StringBuilder();
        for (int i = 0; i < rules; i++) {
            usual.append(rule("Usual " + i, i % 2 == 0 ? lookingBack(i + 1) : countingAll(i), ""));
        }
        Host host = new Host(ShippedRules.with(usual.toString()), Settings.of(true));
        List<Event> all = visits(events + 5);
        host.remember(all.subList(0, events));
        host.takeAll(all.subList(events, events + 5));

        assertThat(excluded).isEmpty();
        assertThat(failed).isEmpty();
    }

    private static String lookingBack(int days) {
        String within = "this before[1ms, " + days + "d] $a";
        return "$a : ProductViewed( now ) accumulate( ProductViewed( " + within + " ); $n : count(); $n >= 0 )"
                + " not ProductViewed( productId == \"none\", " + within + " )";
    }

    private static String countingAll(int least) {
        return "$a : ProductViewed( now ) accumulate( ProductViewed( number(\"n\") > " + least
                + " ); $n : count(); $n >= 0 )";
    }

    private static String proposing(String rule) {
        return rule.replace("then\n", "then\n    " + OPEN);
    }

    private static Allowance comparing(long pairs) {
        return new Allowance(pairs, 0, 20_000, 4, 10_000, 4, 2_000);
    }

    private static String rule(String name, String when, String then) {
        return "rule \"" + name + "\"\nwhen\n    " + when + "\nthen\n    " + then + "\nend\n";
    }

    private List<String> decidedWithout(List<Event> events) {
        Host host = new Host(ShippedRules.with(""), Settings.of(true));
        host.takeAll(events);
        return host.decisions();
    }

    private static List<Event> visits(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> event("v" + i, 60L * i, name(i)))
                .toList();
    }

    private static String name(int i) {
        return switch (i % 10) {
            case 3 -> "Product Added";
            case 7 -> "Order Completed";
            default -> "Product Viewed";
        };
    }

    private static Event event(String id, long seconds, String name) {
        Instant at = NOON.plusSeconds(seconds);
        return new Event(
                "web",
                id,
                "u1",
                name,
                at,
                at,
                Properties.of(Map.of("product_id", "p" + seconds % 7, "category", "c" + seconds % 3, "n", seconds)),
                false,
                false);
    }

    /** A host of one profile that writes everything at once. */
    private final class Host {
        private final InMemoryStore store = new InMemoryStore();
        private final Ruleset ruleset;
        private final Settings settings;
        private @Nullable ProfileSession session;

        Host(Ruleset ruleset, Settings settings) {
            this.ruleset = ruleset;
            this.settings = settings.with(new Observer() {
                @Override
                public void built(String profileId) {
                    built++;
                }

                @Override
                public void failed(Exclusion exclusion) {
                    if (exclusion.leavesRuleOut()) {
                        excluded.add(exclusion.rule() + ": "
                                + exclusion.failure().why().word());
                    }
                    failed.add(exclusion.rule() + ": " + exclusion.failure().message());
                }
            });
        }

        void takeAll(List<Event> events) {
            events.forEach(this::take);
        }

        void take(Event event) {
            if (session == null) {
                open(store.timeline("u1").orElseGet(() -> Timeline.empty("u1")));
            }
            write(session.accept(event));
        }

        /** Begins with a history that was decided elsewhere. */
        void remember(List<Event> events) {
            Event last = events.get(events.size() - 1);
            Timeline.State empty = Timeline.State.EMPTY;
            open(new Timeline(
                    "u1",
                    new Timeline.State(
                            0,
                            last.step(),
                            empty.traits(),
                            empty.base(),
                            empty.baseAt(),
                            List.of(),
                            null,
                            ruleset.revision(),
                            null),
                    List.copyOf(events),
                    List.of()));
        }

        private void open(Timeline timeline) {
            session = ProfileSession.open(timeline, () -> timeline, new OneRuleset(ruleset), settings);
        }

        private void write(Advance advance) {
            store.commit(List.of(advance), advance.state().reached().at());
        }

        void close() {
            session.close();
            session = null;
        }

        List<Exclusion> exclusions() {
            return store.state("u1").orElseThrow().exclusions();
        }

        /** Without the name of the revision, so that they can be compared across rules. */
        List<String> decisions() {
            return store.wholeTimeline("u1").orElseThrow().decisions().stream()
                    .map(decision -> decision.toString().replace(ruleset.revision(), ""))
                    .toList();
        }
    }
}
