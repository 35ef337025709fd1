package dev.opportune.app.service;

import static org.assertj.core.api.Assertions.assertThat;

import dev.opportune.kernel.session.Observer;
import dev.opportune.kernel.store.Exclusion;
import dev.opportune.kernel.store.Exclusion.Extent;
import dev.opportune.kernel.store.Failure;
import dev.opportune.kernel.store.Why;
import dev.opportune.kernel.timeline.Step;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class FailingRulesTest {
    private final List<String> told = new ArrayList<>();
    private final FailingRules failing = new FailingRules(
            new Observer() {
                @Override
                public void failed(Exclusion exclusion) {
                    told.add("watched " + exclusion.rule());
                }
            },
            (exclusion, times) -> told.add("logged " + exclusion.rule() + " " + times));

    private static Exclusion failure(String revision, String thrown) {
        return new Exclusion(
                Step.FIRST, revision, "Fragile", Extent.PROPOSALS, new Failure(Why.THREW, null, thrown, ""));
    }

    @Test
    void last_isTheLatestOfThatRevision() {
        failing.failed(failure("r1", "NullPointerException"));
        failing.failed(failure("r1", "ArithmeticException"));
        failing.failed(failure("r2", "ClassCastException"));

        assertThat(failing.last("r1", "Fragile")).contains(failure("r1", "ArithmeticException"));
        assertThat(failing.last("r1", "Sound")).isEmpty();
    }

    @Test
    void everyFailure_isToldToWhoeverCountsOrLogs_andToWhoeverWatchedBefore() {
        failing.tell(rule -> told.add("counted " + rule));
        failing.failed(failure("r1", "NullPointerException"));
        failing.failed(failure("r1", "NullPointerException"));
        failing.failed(failure("r2", "NullPointerException"));

        assertThat(told)
                .containsExactly(
                        "logged Fragile 1",
                        "counted Fragile",
                        "watched Fragile",
                        "logged Fragile 2",
                        "counted Fragile",
                        "watched Fragile",
                        "logged Fragile 1",
                        "counted Fragile",
                        "watched Fragile");
    }
}
