package dev.opportune.authoring.shipped;

import static org.assertj.core.api.Assertions.assertThat;

import dev.opportune.kernel.decision.Decision;
import dev.opportune.kernel.session.Observer;
import dev.opportune.kernel.session.OneRuleset;
import dev.opportune.kernel.session.ProfileSession;
import dev.opportune.kernel.session.Ruleset;
import dev.opportune.kernel.session.Settings;
import dev.opportune.kernel.store.Advance;
import dev.opportune.kernel.store.Exclusion;
import dev.opportune.kernel.store.Timeline;
import dev.opportune.kernel.timeline.Event;
import dev.opportune.kernel.timeline.Properties;
import dev.opportune.kernel.timeline.Step;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A rule that fails costs its own proposals, and nothing else. */
class ThrowingRulesTest {
    private static final Instant NOON = Instant.parse("2026-03-03T11:00:00Z");
    private static final String FRAGILE_CONDITION = "A condition that cannot take a missing price";
    private static final String FRAGILE_CONSEQUENCE = "A consequence that cannot take a missing price";

    private final List<String> failures = new ArrayList<>();

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
            assertThat(advance.state().exclusions()).isEmpty();
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

    private static Ruleset ruleset(String name, String when, String then) {
        return ShippedRules.with("rule \"" + name + "\"\nwhen\n    " + when + "\nthen\n    " + then + "\nend\n");
    }

    private ProfileSession session(Ruleset ruleset) {
        return session(Timeline.empty("u1"), ruleset);
    }

    private ProfileSession session(Timeline timeline, Ruleset ruleset) {
        Observer noting = new Observer() {
            @Override
            public void failed(Step step, String rule, Throwable failure) {
                failures.add(rule);
            }
        };
        return ProfileSession.open(
                timeline,
                () -> timeline,
                new OneRuleset(ruleset),
                new Settings(true, (split, profile) -> "treated", noting));
    }

    private static Event added(String id, long seconds) {
        Instant at = NOON.plusSeconds(seconds);
        return new Event("web", id, "u1", "Product Added", at, at, Properties.NONE, false, false);
    }
}
