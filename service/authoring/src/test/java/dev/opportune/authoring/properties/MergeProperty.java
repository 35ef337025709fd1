package dev.opportune.authoring.properties;

import static org.assertj.core.api.Assertions.assertThat;

import dev.opportune.kernel.decision.Decision;
import java.util.List;
import java.util.Map;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.lifecycle.AddLifecycleHook;
import net.jqwik.api.lifecycle.PropagationMode;
import net.jqwik.api.statistics.Statistics;

/**
 * A person who was taken for two until some instant gets what one who was always known would get, as far as it is not too
 * late for that; and what went out too much bears a correction.
 */
@AddLifecycleHook(value = Scale.class, propagateTo = PropagationMode.DIRECT_DESCENDANTS)
class MergeProperty extends GeneratedPlans {
    private static final double A_TENTH = 10;

    @Property(tries = 2_000, edgeCases = EdgeCasesMode.NONE)
    void decisions_ofTwoWhoBecomeOne_areThoseOfOne_orCorrected(
            @ForAll("anyLong") long who,
            @ForAll("anyLong") long how,
            @ForAll("anyLong") long which,
            @ForAll("numbers") List<Plan.Numbers> numbers) {
        Plan plan = Plan.of(who, how, numbers);
        MergingHost host = run(plan, which);
        Map<String, Decision> sorted = ArrivalProperty.sorted(plan, host.rulesets());
        Map<String, Decision> decided = host.decisions();
        assertThat(host.stored()).as("what is stored").containsExactlyInAnyOrderElementsOf(decided.values());
        if (host.isJudgedSince()) {
            assertThat(ArrivalProperty.uncorrected(decided, sorted))
                    .as(() -> "sends that a sorted replay lacks, of " + which + " and " + plan.show() + "\nsorted: "
                            + Line.of(List.copyOf(sorted.values())))
                    .isEmpty();
        } else {
            assertThat(Journal.canonical(decided.values()))
                    .as(() -> "of " + which + " and " + plan.show())
                    .isEqualTo(Journal.canonical(sorted.values()));
        }
        assertThat(decided.values()).as("still waiting").noneMatch(Decision::isPending);
        Statistics.label("half")
                .collect(host.isJudgedSince() ? "judged since" : "as if one")
                .coverage(half -> half.check("judged since").percentage(share -> share >= A_TENTH));
        Statistics.label("with a message")
                .collect(
                        host.isJudgedSince(),
                        decided.values().stream().anyMatch(decision -> decision.message() != null));
    }

    private static MergingHost run(Plan plan, long which) {
        try {
            return new MergingHost(plan, which).run();
        } catch (AssertionError | RuntimeException failure) {
            throw new AssertionError(failure.getMessage() + "\nof " + which + " and " + plan.show(), failure);
        }
    }
}
