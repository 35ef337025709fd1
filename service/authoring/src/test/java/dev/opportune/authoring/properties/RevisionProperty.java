package dev.opportune.authoring.properties;

import java.util.List;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.lifecycle.AddLifecycleHook;
import net.jqwik.api.lifecycle.PropagationMode;
import net.jqwik.api.statistics.Statistics;

/**
 * Whatever is saved, and at whatever instant it goes live: nothing is decided twice, and what was decided is a function of
 * the timeline and of the revisions.
 */
@AddLifecycleHook(value = Scale.class, propagateTo = PropagationMode.DIRECT_DESCENDANTS)
class RevisionProperty extends GeneratedPlans {
    @Property(tries = 2_000, edgeCases = EdgeCasesMode.NONE)
    void decisions_underRulesThatChange_areThoseOfASortedReplay_orCorrected(
            @ForAll("anyLong") long who, @ForAll("anyLong") long how, @ForAll("numbers") List<Plan.Numbers> numbers) {
        Plan plan = Plan.underAnyRules(who, how, numbers);

        Host host = ArrivalProperty.check(plan);

        Statistics.label("half").collect(host.isJudgedSince() ? "judged since" : "as if sorted");
        Statistics.label("activations").collect(plan.activations().size() - 1);
        host.journal().decisions.values().stream()
                .map(decision -> decision.outcome() + " " + decision.reason())
                .distinct()
                .forEach(what -> Statistics.label("decided").collect(what));
    }
}
