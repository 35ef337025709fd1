package dev.opportune.authoring.lints;

import dev.opportune.authoring.Place;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Finds one kind of what works and is probably not what was meant. Has no state. */
public interface Lint {
    /** Its name in policy.yml and in what people are told: stable, in snake_case. */
    String code();

    /** What it finds in rules and settings that nothing is wrong with. */
    Stream<Finding> findings(Readings all);

    /**
     * Something found.
     *
     * @param rule null outside of rules
     * @param message what it means for the people written to, in a sentence without a full stop
     * @param hint what to write instead
     */
    record Finding(Place place, @Nullable String rule, String message, String hint) {}
}
