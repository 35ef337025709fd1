package dev.opportune.authoring.shipped;

import static org.assertj.core.api.Assertions.assertThat;

import dev.opportune.kernel.decision.Decision;
import dev.opportune.kernel.session.Observer;
import dev.opportune.kernel.session.ProfileSession;
import dev.opportune.kernel.session.Ruleset;
import dev.opportune.kernel.session.Rulesets;
import dev.opportune.kernel.session.Settings;
import dev.opportune.kernel.store.Activation;
import dev.opportune.kernel.store.Advance;
import dev.opportune.kernel.store.Exclusion;
import dev.opportune.kernel.store.Exclusion.Extent;
import dev.opportune.kernel.store.Timeline;
import dev.opportune.kernel.timeline.Event;
import dev.opportune.kernel.timeline.Properties;
import dev.opportune.kernel.timeline.Step;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** A rule that fails costs its own proposals, and nothing else. */
class ThrowingRulesTest {
    private static final Instant NOON = Instant.parse("2026-03-03T11:00:00Z");
    private static final String FRAGILE_CONDITION = "A condition that cannot take a missing price";
    private static final String FRAGILE_CONSEQUENCE = "A consequence that cannot take a missing price";

    private final List<String> failures = new ArrayList<>();
    private final List<Exclusion> told = new ArrayList<>();
    private final List<Activation> activations = new ArrayList<>();

    @Test
    void condition_that_throws_leaves_its_rule_out_and_the_others_go_on() {
        try (ProfileSession session = session(ruleset(
                FRAGILE_CONDITION,
                "$added : ProductAdded( now, price.intValue() > 0 )",
                "decide.trigger(\"cart-recovery\", $added);"))) {
            Advance advance = session.accept(added("e1", 0));

            assertThat(advance.changed())
                    .extracting(Decision::message)
                    .containsExactlyInAnyOrder(null, "cart-reminder");
            assertThat(advance.state().exclusions()).extracting(Exclusion::rule).containsExactly(FRAGILE_CONDITION);
            assertThat(advance.state().exclusions().get(0).from()).isEqualTo(Step.entry(NOON, "web", "e1"));
            assertThat(failures).containsExactly(FRAGILE_CONDITION);
        }
    }

    @Test
    void exclusion_stays_when_the_session_is_opened_again() {
        Ruleset ruleset = ruleset(
                FRAGILE_CONDITION,
                "$added : ProductAdded( now, price.intValue() > 0 )",
                "decide.trigger(\"cart-recovery\", $added);");
        Timeline timeline;
        try (ProfileSession session = session(ruleset)) {
            session.accept(added("e1", 0));
            timeline = session.timeline();
        }
        failures.clear();
        try (ProfileSession session = session(timeline, ruleset)) {
            Advance advance = session.accept(added("e2", 5));

            assertThat(advance.state().exclusions()).hasSize(1);
            assertThat(failures).isEmpty();
        }
    }

    @Test
    void consequence_that_throws_loses_all_it_proposed() {
        try (ProfileSession session = session(
                ruleset(
                        FRAGILE_CONSEQUENCE,
                        "$t : Trigger( flow == \"cart-recovery\" )",
                        "decide.send($t, \"lost\"); decide.send($t, \"worse\").value($t.getCause().number(\"price\").intValue());"))) {
            Advance advance = session.accept(added("e1", 0));

            assertThat(advance.changed())
                    .extracting(Decision::message)
                    .containsExactlyInAnyOrder(null, "cart-reminder");
            assertThat(advance.state().exclusions()).noneMatch(Exclusion::leavesRuleOut);
            assertThat(failures).containsExactly(FRAGILE_CONSEQUENCE);
        }
    }

    @Test
    void key_that_is_missing_costs_its_rule_all_it_proposed() {
        try (ProfileSession session = session(ruleset(
                FRAGILE_CONSEQUENCE,
                "$added : ProductAdded( now )",
                "Trigger t = decide.trigger(\"browse-interest\", $added).key($added.text(\"category\"));"
                        + " decide.send(t, \"lost\");"))) {
            Advance advance = session.accept(added("e1", 0));

            assertThat(advance.changed())
                    .extracting(Decision::message)
                    .containsExactlyInAnyOrder(null, "cart-reminder");
            assertThat(failures).containsExactly(FRAGILE_CONSEQUENCE);
        }
    }

    @Test
    void condition_that_throws_is_told_as_it_is_written() {
        try (ProfileSession session = session(fragileCondition())) {
            session.accept(added("e1", 7));

            Exclusion told = this.told.get(0);
            assertThat(told.from()).isEqualTo(Step.entry(NOON.plusSeconds(7), "web", "e1"));
            assertThat(told.extent()).isEqualTo(Extent.RULE);
            assertThat(told.failure().condition()).isEqualTo("price.intValue() > 0");
            assertThat(told.failure().thrown()).isEqualTo("NullPointerException");
        }
    }

    @Test
    void action_that_throws_is_told_of_each_time_at_its_own_step_and_kept_once() {
        try (ProfileSession session = session(
                ruleset(FRAGILE_CONSEQUENCE, "$added : ProductAdded( now )", "$added.number(\"price\").intValue();"))) {
            session.accept(added("e1", 0));
            Advance last = session.accept(added("e2", 5));

            assertThat(told)
                    .extracting(Exclusion::from)
                    .containsExactly(Step.entry(NOON, "web", "e1"), Step.entry(NOON.plusSeconds(5), "web", "e2"));
            assertThat(told).extracting(Exclusion::extent).containsOnly(Extent.PROPOSALS);
            assertThat(last.state().exclusions()).containsExactly(told.get(0));
        }
    }

    /** What is told must be what happened, also where the step is taken twice because of another rule. */
    @Test
    void action_that_throws_in_a_step_that_is_taken_again_is_told_of_once() {
        Ruleset both = ruleset(
                FRAGILE_CONSEQUENCE,
                "$added : ProductAdded( now )",
                "$added.number(\"price\").intValue(); end rule \"" + FRAGILE_CONDITION
                        + "\" salience -10 when Trigger( cause.number(\"price\").intValue() > 0 ) then");
        try (ProfileSession session = session(both)) {
            session.accept(added("e1", 0));

            assertThat(failures).containsExactlyInAnyOrder(FRAGILE_CONDITION, FRAGILE_CONSEQUENCE);
        }
    }

    @Test
    void rule_that_failed_is_tried_again_where_its_revision_is_made_live_anew() {
        Ruleset ruleset = fragileCondition();
        String revision = ruleset.revision();
        activations.addAll(List.of(
                new Activation(NOON.plusSeconds(60), revision, "quarantine", "", new TreeSet<>(Set.of("They ordered"))),
                new Activation(NOON.plusSeconds(120), revision, "ana")));
        try (ProfileSession session = session(ruleset)) {
            session.accept(added("e1", 0));
            session.accept(added("e2", 90));
            assertThat(failures).as("cut down meanwhile, not made live anew").hasSize(1);
            session.accept(added("e3", 150));
            session.accept(added("e4", 160));

            assertThat(told).extracting(exclusion -> exclusion.from().id()).containsExactly("e1", "e3");
        }
    }

    @Test
    void profile_that_begins_after_an_activation_is_judged_by_what_failed_since_then() {
        Ruleset ruleset =
                ruleset(FRAGILE_CONDITION, "Profile( timezone.length() > 0 ) $added : ProductAdded( now )", "");
        activations.add(new Activation(NOON.plusSeconds(60), ruleset.revision(), "ana"));
        try (ProfileSession session = session(ruleset)) {
            Advance advance = session.accept(added("e1", 90));

            assertThat(advance.state().exclusions()).isNotEmpty();
            assertThat(failures).contains(FRAGILE_CONDITION);
        }
    }

    private static Ruleset fragileCondition() {
        return ruleset(
                FRAGILE_CONDITION,
                "$added : ProductAdded( now, price.intValue() > 0 )",
                "decide.trigger(\"cart-recovery\", $added);");
    }

    private static Ruleset ruleset(String name, String when, String then) {
        return ShippedRules.with("rule \"" + name + "\"\nwhen\n    " + when + "\nthen\n    " + then + "\nend\n");
    }

    private ProfileSession session(Ruleset ruleset) {
        return session(Timeline.empty("u1"), ruleset);
    }

    private ProfileSession session(Timeline timeline, Ruleset ruleset) {
        activations.add(0, new Activation(NOON, ruleset.revision(), "test"));
        Rulesets rulesets = new Rulesets() {
            @Override
            public List<Activation> activations() {
                return activations;
            }

            @Override
            public Ruleset ruleset(String revision) {
                return ruleset;
            }
        };
        Observer noting = new Observer() {
            @Override
            public void failed(Exclusion exclusion) {
                failures.add(exclusion.rule());
                told.add(exclusion);
            }
        };
        return ProfileSession.open(
                timeline, () -> timeline, rulesets, new Settings(true, (split, profile) -> "treated", noting));
    }

    private static Event added(String id, long seconds) {
        Instant at = NOON.plusSeconds(seconds);
        return new Event("web", id, "u1", "Product Added", at, at, Properties.NONE, false, false);
    }
}
