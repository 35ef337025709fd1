package dev.opportune.kernel.session;

import dev.opportune.kernel.policy.Policy;
import dev.opportune.kernel.store.Activation;
import dev.opportune.kernel.timeline.Entry;
import dev.opportune.kernel.timeline.Step;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How far back rules see. What was forgotten under a short lookback stays forgotten when a longer one goes live. */
final class Horizon {
    private final Rulesets rulesets;

    Horizon(Rulesets rulesets) {
        this.rulesets = rulesets;
    }

    Policy policyAt(Step step) {
        String revision = rulesets.activations().get(0).revision();
        for (Activation activation : rulesets.activations()) {
            if (!Step.activation(activation.at()).isAfter(step)) {
                revision = activation.revision();
            }
        }
        return rulesets.ruleset(revision).policy();
    }

    /**
     * Before what everything was forgotten once some entries had been taken.
     *
     * @param taken in their order
     * @return null if there are none
     */
    @Nullable
    Instant after(List<Entry> taken) {
        Instant cut = null;
        List<Activation> activations = rulesets.activations();
        List<Entry> left = taken;
        for (int i = activations.size() - 1; i >= 0 && !left.isEmpty(); i--) {
            Activation activation = activations.get(i);
            Step live = i == 0 ? Step.FIRST : Step.activation(activation.at());
            Entry last = left.get(left.size() - 1);
            if (!last.step().isBefore(live)) {
                // Entries only move it forward, so the last under a revision says it for all of them.
                cut = later(cut, last.occurredAt().minus(rulesets.lookback(activation.revision())));
                left = before(left, live);
            }
        }
        return cut;
    }

    private static List<Entry> before(List<Entry> entries, Step step) {
        int end = entries.size();
        while (end > 0 && !entries.get(end - 1).step().isBefore(step)) {
            end--;
        }
        return entries.subList(0, end);
    }

    static Instant later(@Nullable Instant one, Instant other) {
        return one != null && one.isAfter(other) ? one : other;
    }
}
