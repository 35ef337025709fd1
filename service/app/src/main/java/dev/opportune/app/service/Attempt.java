package dev.opportune.app.service;

import java.time.Instant;
import java.util.List;

/**
 * An attempt to make rules live.
 *
 * @param revision of the rules
 * @param by who or what made it
 * @param problems why they are not live, each for a person; empty where nothing was wrong
 */
public record Attempt(Instant at, String revision, String by, Result result, List<String> problems) {
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

    public boolean activated() {
        return result == Result.ACTIVATED;
    }
}
