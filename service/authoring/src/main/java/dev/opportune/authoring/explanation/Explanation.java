package dev.opportune.authoring.explanation;

import dev.opportune.kernel.store.Recorded;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Why.
 *
 * @param decision what is explained; null where it is a profile's, or of what is not recorded
 * @param steps for a decision from what it rests on to what became of it, for a profile newest first
 */
public record Explanation(@Nullable Recorded decision, List<Told> steps) {
    public Explanation {
        steps = List.copyOf(steps);
    }

    /** The steps in a line each. */
    public List<String> words() {
        return steps.stream().map(Told::words).toList();
    }
}
