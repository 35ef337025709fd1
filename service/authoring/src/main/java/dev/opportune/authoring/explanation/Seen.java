package dev.opportune.authoring.explanation;

import dev.opportune.kernel.decision.Decision;
import dev.opportune.kernel.decision.Delivery;
import dev.opportune.kernel.decision.TriggerName;
import dev.opportune.kernel.gate.Answer;
import dev.opportune.kernel.store.Exclusion;
import dev.opportune.kernel.timeline.Step;
import java.util.List;

/** What happened in a session and leaves no record. */
sealed interface Seen {
    Step step();

    /** A rule fired. */
    record Fired(Step step, String rule, List<String> because) implements Seen {}

    /** An opening was refused. */
    record Refused(Step step, String rule, TriggerName trigger, String why) implements Seen {}

    /** A rule failed. */
    record Failed(Exclusion exclusion) implements Seen {
        @Override
        public Step step() {
            return exclusion.from();
        }
    }

    /** A message was put to the gates. */
    record Judged(Step step, Decision judged, List<Answer> answers) implements Seen {}

    /** A message was to be handed over; the step is that of the real instant. */
    record Delivered(Step step, Decision message, Delivery delivery, List<Answer> answers) implements Seen {}
}
