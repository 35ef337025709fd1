package dev.opportune.kernel.session;

import dev.opportune.kernel.store.Exclusion;
import dev.opportune.kernel.store.Exclusion.Extent;
import dev.opportune.kernel.store.Failure;
import dev.opportune.kernel.timeline.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;

/** What is left out for one profile because it failed there. It is, until the revision is made live anew. */
final class Exclusions {
    private final List<Exclusion> known;
    private final List<Lost> lost = new ArrayList<>();

    private record Lost(String rule, Failure failure) {}

    /** @param recorded those known; what fails is added */
    Exclusions(List<Exclusion> recorded) {
        this.known = new ArrayList<>(recorded);
    }

    List<Exclusion> all() {
        return List.copyOf(known);
    }

    /** The rules left out at a step, for everybody or for this profile: what one did before it failed stays. */
    SortedSet<String> rules(Live live, Step at) {
        TreeSet<String> rules = new TreeSet<>(live.activation().without());
        since(live)
                .filter(exclusion ->
                        exclusion.leavesRuleOut() && !exclusion.from().isAfter(at))
                .forEach(exclusion -> rules.add(exclusion.rule()));
        return rules;
    }

    boolean differ(Live live, Step one, Step other) {
        return !known.isEmpty() && !rules(live, one).equals(rules(live, other));
    }

    private Stream<Exclusion> since(Live live) {
        return known.stream()
                .filter(exclusion -> exclusion.revision().equals(live.ruleset().revision())
                        && !exclusion.from().isBefore(live.triedSince()));
    }

    /** Leaves out what failed at a step. @return what that is, at least one rule */
    List<Exclusion> leaveOut(Live live, Step step, RuleFailure failure) {
        SortedSet<String> out = rules(live, step);
        SortedSet<String> suspects = new TreeSet<>(failure.rules());
        suspects.removeAll(out);
        if (suspects.isEmpty()) {
            // The engine does not say which: the next rule goes, until what is left works.
            suspects.add(live.ruleset().ruleNames().stream()
                    .filter(rule -> !out.contains(rule))
                    .findFirst()
                    .orElseThrow(() -> failure));
        }
        List<Exclusion> more = suspects.stream()
                .map(rule -> new Exclusion(step, live.ruleset().revision(), rule, Extent.RULE, failure.failure()))
                .toList();
        known.addAll(more);
        return more;
    }

    /** A step begins, perhaps once more. */
    void begin() {
        lost.clear();
    }

    /** An action fails in it. */
    void lose(String rule, Exception failure) {
        lost.add(new Lost(rule, RuleFailure.ofAction(failure)));
    }

    /** Keeps what was lost in a step, once for each rule: it may well be at every step. @return all of it */
    List<Exclusion> keepLost(Live live, Step step) {
        List<Exclusion> all = lost.stream()
                .map(one -> new Exclusion(step, live.ruleset().revision(), one.rule(), Extent.PROPOSALS, one.failure()))
                .toList();
        for (Exclusion one : all) {
            if (since(live).noneMatch(exclusion -> exclusion.rule().equals(one.rule()))) {
                known.add(one);
            }
        }
        return all;
    }
}
