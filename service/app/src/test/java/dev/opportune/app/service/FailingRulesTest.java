package dev.opportune.app.service;

import static org.assertj.core.api.Assertions.assertThat;

import dev.opportune.kernel.session.Observer;
import dev.opportune.kernel.session.Why;
import dev.opportune.kernel.store.Exclusion;
import dev.opportune.kernel.timeline.Step;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class FailingRulesTest {
    private final FailingRules failing = new FailingRules(Observer.NONE);

    private static Throwable failure() {
        return new IllegalStateException("wrapped", new NumberFormatException("For input string: \"ana@example.com\""));
    }

    @Test
    void reason_isTheSortOfFailure_withoutWhoseDataItWas() {
        failing.failed(Step.FIRST, "Fragile", failure());

        assertThat(failing.reason("Fragile")).isEqualTo("NumberFormatException");
        assertThat(failing.reason("Sound")).isEqualTo("failed");
    }

    @Test
    void reason_ofARuleThatWentOverItsBudget_isWhatItHadTooMuchOf() {
        failing.failed(Step.FIRST, "Endless", failure());
        failing.excluded("ana", new Exclusion(Step.FIRST, "9c41", "Endless"), Why.TOO_SLOW);

        assertThat(failing.reason("Endless")).isEqualTo("too slow");
    }

    @Test
    void everyFailure_isToldToWhoeverCounts_andToWhoeverWatchedBefore() {
        List<String> told = new ArrayList<>();
        FailingRules between = new FailingRules(new Observer() {
            @Override
            public void failed(Step step, String rule, Throwable failure) {
                told.add("watched " + rule);
            }
        });
        between.tell(rule -> told.add("counted " + rule));
        between.failed(Step.FIRST, "Fragile", failure());

        assertThat(told).containsExactlyInAnyOrder("watched Fragile", "counted Fragile");
    }
}
