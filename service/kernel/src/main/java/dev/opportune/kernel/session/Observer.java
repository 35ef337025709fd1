package dev.opportune.kernel.session;

import dev.opportune.kernel.decision.TriggerName;
import dev.opportune.kernel.timeline.Step;

/** Is told what happens inside a session and leaves no record: for coverage, explanations and logs. */
public interface Observer {
    /** Nobody watches. */
    Observer NONE = new Observer() {};

    /** A rule fired and its proposals count (rebuilds are not told). */
    default void fired(Step step, String rule) {}

    /** An opening was refused: {@code why} is "open" or "reentry". */
    default void refused(Step step, String rule, TriggerName trigger, String why) {}

    /** A consequence threw and lost its proposals, or a condition threw and its rule is left out for this profile. */
    default void failed(Step step, String rule, Throwable failure) {}

    /** A session was made or remade. */
    default void built(String profileId) {}
}
