package dev.opportune.kernel.session;

import dev.opportune.kernel.policy.Experiment;
import java.util.function.BiFunction;

/**
 * What a host decides and a ruleset does not.
 *
 * @param unknownConsentGranted what a consent nobody ever asked about counts as: false in the service
 * @param assignment the variant of a profile (the second argument) in an experiment
 * @param observer is told what happens inside
 * @param allowance what the rules of one session may do
 * @param patience how far sessions may run on by themselves
 */
public record Settings(
        boolean unknownConsentGranted,
        BiFunction<Experiment, String, String> assignment,
        Observer observer,
        Allowance allowance,
        Patience patience) {
    /** With the usual allowance, and nobody waiting. */
    public Settings(
            boolean unknownConsentGranted, BiFunction<Experiment, String, String> assignment, Observer observer) {
        this(unknownConsentGranted, assignment, observer, Allowance.USUAL, Patience.ENDLESS);
    }

    /** Variants by hash, and nobody watching. */
    public static Settings of(boolean unknownConsentGranted) {
        return new Settings(unknownConsentGranted, Experiment::variantOf, Observer.NONE);
    }

    public Settings with(Observer watching) {
        return new Settings(unknownConsentGranted, assignment, watching, allowance, patience);
    }

    public Settings with(Allowance granted) {
        return new Settings(unknownConsentGranted, assignment, observer, granted, patience);
    }

    public Settings with(Patience waiting) {
        return new Settings(unknownConsentGranted, assignment, observer, allowance, waiting);
    }
}
