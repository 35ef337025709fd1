package dev.opportune.kernel.session;

import dev.opportune.kernel.store.Activation;
import dev.opportune.kernel.timeline.Step;
import java.util.List;
import java.util.Optional;

/** The rules that a profile is under at some place. */
final class Live {
    private final Rulesets rulesets;
    private final int index;
    private final Ruleset ruleset;
    private final Step triedSince;

    private Live(Rulesets rulesets, int index) {
        List<Activation> activations = rulesets.activations();
        this.rulesets = rulesets;
        this.index = index;
        this.ruleset = rulesets.ruleset(activations.get(index).revision());
        int first = index;
        while (first > 0 && activations.get(first).cutsDown(activations.get(first - 1))) {
            first--;
        }
        this.triedSince =
                first == 0 ? Step.FIRST : Step.activation(activations.get(first).at());
    }

    static Live at(Rulesets rulesets, Step place) {
        return new Live(rulesets, indexAt(rulesets, place));
    }

    private static int indexAt(Rulesets rulesets, Step place) {
        List<Activation> activations = rulesets.activations();
        int live = 0;
        while (live + 1 < activations.size()
                && !Step.activation(activations.get(live + 1).at()).isAfter(place)) {
            live++;
        }
        return live;
    }

    Activation activation() {
        return rulesets.activations().get(index);
    }

    Ruleset ruleset() {
        return ruleset;
    }

    /** Since when this revision is live, whatever was left out of it for everybody meanwhile. */
    Step triedSince() {
        return triedSince;
    }

    boolean isStillAt(Step place) {
        return indexAt(rulesets, place) == index;
    }

    /** Where other rules go live. */
    Optional<Step> end() {
        List<Activation> activations = rulesets.activations();
        return index + 1 < activations.size()
                ? Optional.of(Step.activation(activations.get(index + 1).at()))
                : Optional.empty();
    }

    /** The rules that go live then. */
    Live next() {
        return new Live(rulesets, index + 1);
    }
}
