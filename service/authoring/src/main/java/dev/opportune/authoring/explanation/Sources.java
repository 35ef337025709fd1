package dev.opportune.authoring.explanation;

import dev.opportune.authoring.rules.WrittenRule;
import dev.opportune.kernel.session.Ruleset;
import dev.opportune.kernel.session.Rulesets;
import dev.opportune.kernel.store.Activation;
import dev.opportune.kernel.timeline.Step;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/** The rules behind decisions, as text and compiled, as far as they are kept. */
public final class Sources {
    private final Rulesets rulesets;
    private final Function<String, Optional<Map<String, byte[]>>> files;
    private final Map<String, SortedMap<String, WrittenRule>> written = new HashMap<>();

    /** @param files the files of a revision by path, empty where they are not kept */
    public Sources(Rulesets rulesets, Function<String, Optional<Map<String, byte[]>>> files) {
        this.rulesets = rulesets;
        this.files = files;
    }

    Rulesets rulesets() {
        return rulesets;
    }

    /** A rule as its analyst wrote it; empty where that is not kept. */
    public Optional<WrittenRule> rule(String revision, String name) {
        return Optional.ofNullable(written.computeIfAbsent(
                        revision,
                        unread -> files.apply(unread).map(WrittenRule::in).orElseGet(TreeMap::new))
                .get(name));
    }

    /** Empty where it is not kept, or cannot be compiled any more. */
    Optional<Ruleset> ruleset(String revision) {
        try {
            return Optional.of(rulesets.ruleset(revision));
        } catch (IllegalStateException | IllegalArgumentException gone) {
            return Optional.empty();
        }
    }

    /** What had made the rules live that were at a step. */
    Activation activationAt(Step step) {
        Activation live = rulesets.activations().get(0);
        for (Activation activation : rulesets.activations()) {
            if (!Step.activation(activation.at()).isAfter(step)) {
                live = activation;
            }
        }
        return live;
    }
}
