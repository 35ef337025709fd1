package dev.opportune.kernel.session;

import dev.opportune.kernel.decision.Decision;
import dev.opportune.kernel.decision.Delivery;
import dev.opportune.kernel.decision.TriggerName;
import dev.opportune.kernel.gate.Answer;
import dev.opportune.kernel.store.Exclusion;
import dev.opportune.kernel.timeline.Step;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;

/** Is told what happens inside a session and leaves no record: for coverage, explanations and logs. */
public interface Observer {
    /** Nobody watches. */
    Observer NONE = new Observer() {};

    /** A rule fired and its proposals count (rebuilds are not told). */
    default void fired(Step step, String rule) {}

    /** The same, with the ids of the events behind it, oldest first. */
    default void fired(Step step, String rule, List<String> because) {
        fired(step, rule);
    }

    /** An opening was refused: {@code why} is "open", "reentry", or "before" where this cause has opened it already. */
    default void refused(Step step, String rule, TriggerName trigger, String why) {}

    /**
     * A rule failed: it is left out for this profile from here on, or what its action proposed is lost, as the exclusion says.
     * An action is told of each time.
     */
    default void failed(Exclusion exclusion) {}

    /**
     * A message was put to the gates.
     *
     * @param judged the message, with the outcome that this gave it
     * @param gates works out what each gate that was asked says, with its figures; to be called before this returns, or not
     *     at all
     */
    default void judged(Step step, Decision judged, Supplier<List<Answer>> gates) {}

    /**
     * A message was to be handed over.
     *
     * @param delivery what became of that
     * @param gates the same as of a judgement; nothing where no gate was asked, because the trigger is over
     */
    default void delivered(Instant now, Decision message, Delivery delivery, Supplier<List<Answer>> gates) {}

    /** A late event takes the profile back: what was told of a place and those after it is decided and told anew. */
    default void rewound(Step place) {}

    /** A session was made or remade. */
    default void built(String profileId) {}
}
