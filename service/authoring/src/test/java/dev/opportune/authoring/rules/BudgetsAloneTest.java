package dev.opportune.authoring.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.opportune.authoring.compiler.Fence;
import dev.opportune.authoring.compiler.RulesetCompiler;
import dev.opportune.authoring.compiler.RulesetCompiler.Build;
import dev.opportune.kernel.decision.Decision;
import dev.opportune.kernel.session.Observer;
import dev.opportune.kernel.session.OneRuleset;
import dev.opportune.kernel.session.ProfileSession;
import dev.opportune.kernel.session.Ruleset;
import dev.opportune.kernel.session.Settings;
import dev.opportune.kernel.store.Advance;
import dev.opportune.kernel.store.Exclusion;
import dev.opportune.kernel.store.Timeline;
import dev.opportune.kernel.store.Why;
import dev.opportune.kernel.timeline.Event;
import dev.opportune.kernel.timeline.Properties;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.kie.api.KieServices;

/** The budgets with every other fence down: the text goes to the engine's compiler as it is. */
@Timeout(value = 120, threadMode = ThreadMode.SEPARATE_THREAD)
class BudgetsAloneTest {
    private static final Instant NOON = Instant.parse("2026-03-03T11:00:00Z");
    private static final String HEAD = "package rules.alone\nimport dev.opportune.facts.*\n"
            + "global dev.opportune.facts.Decide decide\n"
            + "function int deeper(int i) { return deeper(i + 1) + 1; }\n"
            + "function int wider(int i) { return i == 0 ? 0 : wider(i - 1) + wider(i - 1); }\n"
            + "function boolean around() { while (true) { if (System.nanoTime() == 0) { return false; } } }\n";
    private static final String GOOD = "rule \"Good\"\nwhen\n    $a : ProductAdded( now )\nthen\n"
            + "    decide.send(decide.trigger(\"cart-recovery\", $a), \"hello\");\nend\n";

    private final List<String> excluded = new ArrayList<>();
    private final List<String> failed = new ArrayList<>();

    @Test
    void conditionThatGoesRoundForEver_isStopped() {
        expectLeftOut("$a : ProductAdded( around() )", Why.TOO_SLOW);
    }

    @Test
    void conditionThatCallsItselfForEver_isStopped() {
        expectLeftOut("$a : ProductAdded( deeper(0) > 0 )", Why.THREW);
    }

    @Test
    void conditionThatCallsItselfTwiceEachTime_isStopped() {
        expectLeftOut("$a : ProductAdded( wider(50) > 0 )", Why.TOO_SLOW);
    }

    @Test
    void consequenceThatGoesRoundForEver_losesWhatItProposed() {
        expectLost("while (true) { if ($a.getId() == null) { break; } }", "too slow");
        expectLost("for (int i = 0; i < 2000000000; i++) { decide.toString(); }", "too slow");
        expectLost("int i = 0; do { i++; switch (i) { case 5: continue; default: } } while (i != -1);", "too slow");
    }

    @Test
    void consequenceThatCallsItselfTwiceEachTime_losesWhatItProposed() {
        expectLost("wider(50);", "too slow");
    }

    @Test
    void consequenceThatCallsItselfForEver_costsItsRule() {
        run(rule("$a : ProductAdded( now )", "deeper(0);"));
        assertThat(excluded).containsExactly("Bad: threw");
    }

    @Test
    void consequenceThatAlwaysInsertsMore_isStopped() {
        run(rule("String( length < 100 )", "insert(new String(\"more\"));")
                + "rule \"First\" when ProductAdded( now ) then insert(\"first\"); end\n");
        assertThat(excluded).containsExactly("Bad: too many firings");
    }

    @Test
    void textThatDoubles_isStoppedBeforeItIsLarge() {
        expectLost("String t = \"ten chars.\"; for (int i = 0; i < 40; i++) { t = t + t; }", "163840 characters");
        expectLost("String t = \"ten chars.\"; for (int i = 0; i < 40; i++) { t = t.concat(t); }", "163840 characters");
        expectLost(
                "String t = \"x\"; for (int i = 0; i < 40; i++) { t = new StringBuilder(t).append(t).toString(); }",
                "131072 characters");
    }

    @Test
    void numberThatSquares_isStoppedBeforeItIsLarge() {
        expectLost(
                "java.math.BigDecimal n = java.math.BigDecimal.TEN; for (int i = 0; i < 40; i++) { n = n.multiply(n); }",
                "bits");
        expectLost(
                "java.math.BigDecimal n = new java.math.BigDecimal(\"1E9\"); for (int i = 0; i < 40; i++) { n = n.multiply(n); }",
                "digits away");
    }

    @Test
    void textThatIsTooLongToBeSent_losesWhatWasProposed() {
        String t = "String t = \"ten chars.\"; for (int i = 0; i < 12; i++) { t = t + t; } ";
        expectLost(t + "decide.send(decide.trigger(\"cart-recovery\", $a), t);", "the name of a message is 40960");
        expectLost(t + "decide.trigger(\"cart-recovery\", $a).key(t);", "the key of a trigger is 40960");
        expectLost(t + "decide.end(decide.trigger(\"cart-recovery\", $a), t);", "a reason is 40960");
        expectLost(
                t + "decide.send(decide.trigger(\"cart-recovery\", $a), \"m\").with(\"body\", t);",
                "the value \"body\" is 40960");
        expectLost(
                "dev.opportune.facts.Message m = decide.send(decide.trigger(\"cart-recovery\", $a), \"m\");"
                        + " for (int i = 0; i < 10000; i++) { m.with(\"name\" + i, \"ten chars.\"); }",
                "the content of one message is more than 50000");
    }

    @Test
    void codeThatIsWoven_stillSaysTheSame() {
        List<String> messages = run(rule(
                "$a : ProductAdded( text(\"name\") + \"!\" == \"Runner!\", price * 2 > 19 )",
                "String t = \"\"; for (int i = 0; i < 3; i++) { t = t + i; } "
                        + "decide.send(decide.trigger(\"cart-recovery\", $a).key(\"b\"), t);"));
        assertThat(failed).isEmpty();
        assertThat(messages).containsExactlyInAnyOrder("hello", "012");
    }

    private void expectLeftOut(String when, Why why) {
        assertThat(run(rule(when, ""))).containsExactly("hello");
        assertThat(excluded).containsExactly("Bad: " + why.word());
    }

    private void expectLost(String then, String how) {
        failed.clear();
        String lost = "decide.send(decide.trigger(\"cart-recovery\", $a).key(\"b\"), \"lost\"); ";
        assertThat(run(rule("$a : ProductAdded( now )", lost + then))).containsExactly("hello");
        assertThat(failed).hasSize(1).first().asString().startsWith("Bad: ").contains(how);
        assertThat(excluded).isEmpty();
    }

    private static String rule(String when, String then) {
        return "rule \"Bad\"\nwhen\n    " + when + "\nthen\n    " + then + "\nend\n";
    }

    private List<String> run(String bad) {
        Build build =
                new RulesetCompiler(KieServices.get(), EnumSet.of(Fence.BUDGETS)).build(List.of(HEAD + GOOD + bad));
        assertThat(build.messages()).isEmpty();
        Ruleset like = new Rules().load(Rulesets.example()).ruleset().orElseThrow();
        Ruleset ruleset = new Ruleset("alone", like.flows(), like.policy(), build.bases(), false);
        try (ProfileSession session = ProfileSession.open(
                Timeline.empty("u1"),
                () -> Timeline.empty("u1"),
                new OneRuleset(ruleset),
                Settings.of(true).with(noting()))) {
            Advance advance = session.accept(new Event(
                    "web",
                    "e1",
                    "u1",
                    "Product Added",
                    NOON,
                    NOON,
                    Properties.of(Map.of("name", "Runner", "price", 10)),
                    false,
                    false));
            return advance.changed().stream()
                    .map(Decision::message)
                    .filter(message -> message != null)
                    .toList();
        }
    }

    private Observer noting() {
        return new Observer() {
            @Override
            public void failed(Exclusion exclusion) {
                (exclusion.leavesRuleOut() ? excluded : failed)
                        .add(exclusion.rule() + ": "
                                + (exclusion.leavesRuleOut()
                                        ? exclusion.failure().why().word()
                                        : exclusion.failure().message()));
            }
        };
    }
}
