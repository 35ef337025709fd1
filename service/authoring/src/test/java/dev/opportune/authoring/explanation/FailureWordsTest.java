package dev.opportune.authoring.explanation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.opportune.authoring.Place;
import dev.opportune.authoring.rules.WrittenRule;
import dev.opportune.kernel.store.Exclusion;
import dev.opportune.kernel.store.Exclusion.Extent;
import dev.opportune.kernel.store.Failure;
import dev.opportune.kernel.store.Why;
import dev.opportune.kernel.timeline.Step;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class FailureWordsTest {
    private static final String CONDITION = "price.intValue() > 0";
    private static final WrittenRule WRITTEN = new WrittenRule(
            "Fragile", Place.of("nudge/nudge.drl", 5), "", Map.of(CONDITION, new Place("nudge/nudge.drl", 7, 31)));

    private static Exclusion failed(Extent extent, @Nullable String condition, Throwable thrown) {
        return new Exclusion(Step.FIRST, "9c41aabbccdd", "Fragile", extent, Failure.of(thrown, Why.THREW, condition));
    }

    @Test
    void condition_isNamedWhereAndAsItIsWritten_withAPlainCause() {
        assertThat(FailureWords.whole(
                        failed(Extent.RULE, CONDITION, new NullPointerException("Cannot invoke generated code")),
                        Optional.of(WRITTEN)))
                .isEqualTo(
                        "rule \"Fragile\" (nudge/nudge.drl:7:31 of ruleset 9c41aabb) failed: its condition " + CONDITION
                                + ": a value that it needs is missing; it is left out for this profile from here on, until"
                                + " rules are made live anew");
    }

    @Test
    void action_isSaidToBeOne_andWhatItLost() {
        assertThat(FailureWords.whole(
                        failed(Extent.PROPOSALS, null, new IllegalArgumentException("there is no flow \"nudgee\"")),
                        Optional.of(WRITTEN)))
                .isEqualTo("rule \"Fragile\" (nudge/nudge.drl:5 of ruleset 9c41aabb) failed: its action: it was given a"
                        + " value that it does not take (there is no flow \"nudgee\"); what it proposed here is lost");
    }

    @Test
    void text_takenForANumber_isSaidToBeNone() {
        ClassCastException mistaken = new ClassCastException("class java.lang.String cannot be cast to class"
                + " java.lang.Number (java.lang.String and java.lang.Number are in module java.base)");
        assertThat(FailureWords.reason(failed(Extent.PROPOSALS, null, mistaken)))
                .isEqualTo("its action: text is not a number");
        assertThat(FailureWords.reason(failed(Extent.PROPOSALS, null, new ClassCastException("class a to b"))))
                .isEqualTo("its action: a value is of another kind than it takes it for");
    }

    /** Logs and status are for everybody. */
    @Test
    void withoutData_saysNothingThatCameFromAProfile() {
        for (RuntimeException quoting : new RuntimeException[] {
            new NumberFormatException("For input string: \"ana@example.com\""),
            new IllegalArgumentException("no duration: ana@example.com"),
            new NullPointerException("ana@example.com"),
            new IllegalStateException("ana@example.com")
        }) {
            Exclusion failed = failed(Extent.PROPOSALS, null, new IllegalStateException("wrapped", quoting));
            assertThat(FailureWords.withoutData(failed, Optional.of(WRITTEN))).doesNotContain("ana");
            assertThat(FailureWords.reason(failed)).doesNotContain("ana").startsWith("its action: ");
        }
    }

    @Test
    void budget_isSaidToBeOverrun_andByWhat() {
        Exclusion slow = new Exclusion(
                Step.FIRST,
                "9c41",
                "Fragile",
                Extent.RULE,
                new Failure(Why.TOO_MANY_FIRINGS, null, "OverBudget", "too many firings: fired 10001 times"));
        assertThat(FailureWords.reason(slow)).isEqualTo("it went over its budget, too many firings: fired 10001 times");
    }
}
