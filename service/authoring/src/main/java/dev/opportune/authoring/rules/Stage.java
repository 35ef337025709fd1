package dev.opportune.authoring.rules;

import dev.opportune.authoring.Place;
import java.util.List;

/** One part of making a ruleset. Adds to the draft what it finds out, and to its problems what is wrong. */
@FunctionalInterface
interface Stage {
    void apply(Draft draft);

    /** Applies stages in order. What is nested or chained too deep for one of the parsers is a mistake like any other. */
    static void applyAll(List<Stage> stages, Draft draft) {
        for (Stage stage : stages) {
            try {
                stage.apply(draft);
            } catch (StackOverflowError tooDeep) {
                draft.error(
                        "too_deep",
                        Place.of("."),
                        null,
                        "a condition or an action is nested too deep to be read",
                        "part the conditions by commas, or write several rules");
            }
        }
    }
}
