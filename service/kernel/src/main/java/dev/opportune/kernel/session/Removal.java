package dev.opportune.kernel.session;

import dev.opportune.kernel.decision.Decision;
import dev.opportune.kernel.decision.Outcome;
import dev.opportune.kernel.timeline.Properties;
import dev.opportune.kernel.timeline.Step;
import java.util.List;
import java.util.Set;

/** Clears away the flows that a new revision has no more. */
final class Removal {
    private final Stepper stepper;
    private final Step step;

    Removal(Stepper stepper, Step step) {
        this.stepper = stepper;
        this.step = step;
    }

    /** Cancels what waits and ends what is open, of every flow but those that stay. */
    void of(Set<String> staying) {
        Draft draft = new Draft(stepper, step);
        Book book = stepper.book();
        for (Decision waiting : book.pending()) {
            if (!staying.contains(waiting.flow())) {
                book.put(waiting.then(
                        draft.change(Outcome.CANCEL, Decision.FLOW_REMOVED, Properties.NONE, waiting.dueAt())));
            }
        }
        for (Decision opening : book.open()) {
            if (!staying.contains(opening.flow())) {
                book.put(draft.end(opening.trigger(), Decision.FLOW_REMOVED, List.of(), Decision.FLOW_REMOVED));
            }
        }
    }
}
