package dev.opportune.authoring.properties;

import static org.assertj.core.api.Assertions.assertThat;

import dev.opportune.kernel.decision.Decision;
import dev.opportune.kernel.decision.Outcome;
import dev.opportune.kernel.session.ProfileSession;
import dev.opportune.kernel.session.Rulesets;
import dev.opportune.kernel.session.Settings;
import dev.opportune.kernel.store.Advance;
import dev.opportune.kernel.store.Timeline;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.lifecycle.AddLifecycleHook;
import net.jqwik.api.lifecycle.PropagationMode;
import net.jqwik.api.statistics.Statistics;

/**
 * The same timeline and the same revisions give the same decisions, whatever happens to the host on the way; and where
 * what had been judged could not be taken back, nothing is decided that must never be.
 */
@AddLifecycleHook(value = Scale.class, propagateTo = PropagationMode.DIRECT_DESCENDANTS)
class ArrivalProperty extends GeneratedPlans {
    private static final double A_FIFTH = 20;

    @Property(tries = 3_000, edgeCases = EdgeCasesMode.NONE)
    void decisions_areThoseOfASortedReplay_orCorrected(
            @ForAll("anyLong") long who, @ForAll("anyLong") long how, @ForAll("numbers") List<Plan.Numbers> numbers) {
        Plan plan = Plan.of(who, how, numbers);
        count(plan, check(plan));
    }

    /** Lets a host go through a plan, and looks at what came of it. */
    static Host check(Plan plan) {
        Host host = run(plan, new Host(plan));
        assertThat(host.journal().decisions)
                .as(() -> "what nothing but the order of acceptance decides, of " + plan.show())
                .isEqualTo(run(plan, new Host(plan, true)).journal().decisions);
        Map<String, Decision> sorted = sorted(plan, host.rulesets());
        Map<String, Decision> decided = host.journal().decisions;

        if (host.isJudgedSince()) {
            assertThat(uncorrected(decided, sorted))
                    .as(() -> "sends that a sorted replay lacks, of " + plan.show() + "\nsorted: "
                            + Line.of(List.copyOf(sorted.values())))
                    .isEmpty();
        } else {
            assertThat(Journal.canonical(decided.values()))
                    .as(() -> "of " + plan.show())
                    .isEqualTo(Journal.canonical(sorted.values()));
            assertThat(decided.values()).as("corrected").noneMatch(decision -> decision.correction() != null);
        }
        assertThat(decided.values()).as("still waiting").noneMatch(Decision::isPending);
        return host;
    }

    private static Host run(Plan plan, Host host) {
        try {
            return host.run();
        } catch (AssertionError | RuntimeException failure) {
            throw new AssertionError(failure.getMessage() + "\nof " + plan.show(), failure);
        }
    }

    static List<Line> uncorrected(Map<String, Decision> decided, Map<String, Decision> sorted) {
        return Line.of(decided.values().stream()
                .filter(decision -> decision.outcome() == Outcome.SEND && decision.correction() == null)
                .filter(decision -> !sorted.containsKey(decision.id())
                        || sorted.get(decision.id()).outcome() != Outcome.SEND)
                .toList());
    }

    /** What a session decides that sees each entry at its time and is never disturbed. */
    static Map<String, Decision> sorted(Plan plan, Rulesets rulesets) {
        Map<String, Decision> decisions = new TreeMap<>();
        Timeline nothing = Timeline.empty(plan.profileId());
        try (ProfileSession session = ProfileSession.open(
                nothing,
                () -> {
                    throw new AssertionError("nothing is late");
                },
                rulesets,
                Settings.of(plan.unknownConsentGranted()))) {
            List<Advance> advances = new ArrayList<>();
            plan.entries().forEach(entry -> advances.add(session.accept(entry)));
            session.advanceTo(plan.end()).ifPresent(advances::add);
            advances.forEach(advance -> advance.changed().forEach(one -> decisions.put(one.id(), one)));
        }
        return decisions;
    }

    private static void count(Plan plan, Host host) {
        Statistics.label("half")
                .collect(host.isJudgedSince() ? "judged since" : "as if sorted")
                .coverage(half -> half.check("judged since").percentage(share -> share >= A_FIFTH));
        Statistics.label("half with a message")
                .collect(
                        host.isJudgedSince() ? "judged since" : "as if sorted",
                        host.journal().decisions.values().stream().anyMatch(decision -> decision.message() != null));
        host.suffered().forEach(what -> Statistics.label("suffered").collect(what));
        host.journal().decisions.values().stream()
                .map(decision -> decision.outcome() + " " + decision.reason()
                        + (decision.correction() == null ? "" : " corrected")
                        + (decision.delivery() == null
                                ? ""
                                : " " + decision.delivery().state() + " "
                                        + decision.delivery().reason()))
                .distinct()
                .forEach(what -> Statistics.label("decided").collect(what));
    }
}
