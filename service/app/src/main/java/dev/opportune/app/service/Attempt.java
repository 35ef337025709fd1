package dev.opportune.app.service;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An attempt to make rules live.
 *
 * @param revision of the rules
 * @param by who or what made it
 * @param problems why they are not live, each for a person; empty where nothing was wrong
 * @param effect on people, as counted just before they went live or were proposed; null where they did neither
 */
public record Attempt(
        Instant at,
        String revision,
        String by,
        Result result,
        List<String> problems,
        @Nullable Effect effect) {
    /** What came of it. */
    public enum Result {
        ACTIVATED,
        /** They were live already. */
        UNCHANGED,
        REFUSED,
        /** They await a second person. */
        PROPOSED,
        /** The folder could not be brought to what was made live elsewhere, and what it holds does not count. */
        OUTRANKED
    }

    public Attempt {
        problems = List.copyOf(problems);
    }

    Attempt(Instant at, String revision, String by, Result result, List<String> problems) {
        this(at, revision, by, result, problems, null);
    }

    static Attempt with(Effect effect, Instant at, String revision, String by, Result result) {
        return new Attempt(at, revision, by, result, List.of(), effect);
    }

    public boolean activated() {
        return result == Result.ACTIVATED;
    }
}
