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
 */
public record Settings(
        boolean unknownConsentGranted,
        BiFunction<Experiment, String, String> assignment,
        Observer observer,
        Allowance allowance) {
    /** With the usual allowance. */
    public Settings(
            boolean unknownConsentGranted, BiFunction<Experiment, String, String> assignment, Observer observer) {
        this(unknownConsentGranted, assignment, observer, Allowance.USUAL);
    }

    /** Variants by hash, and nobody watching. */
    public static Settings of(boolean unknownConsentGranted) {
        return new Settings(unknownConsentGranted, Experiment::variantOf, Observer.NONE);
    }

    public Settings with(Observer watching) {
        return new Settings(unknownConsentGranted, assignment, watching, allowance);
    }

    public Settings with(Allowance granted) {
        return new Settings(unknownConsentGranted, assignment, observer, granted);
    }
}
