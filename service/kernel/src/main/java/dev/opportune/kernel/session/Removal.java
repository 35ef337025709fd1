package dev.opportune.kernel.session;

import dev.opportune.kernel.decision.Decision;
import dev.opportune.kernel.decision.Outcome;
import dev.opportune.kernel.timeline.Properties;
import java.util.Set;
import java.util.function.Function;

/** Clears away the flows that the live rules have no more. */
final class Removal {
    private final Function<Decision, Draft> drafts;
    private final Book book;

    /** @param drafts as of when the flow of a decision was removed */
    Removal(Function<Decision, Draft> drafts, Book book) {
        this.drafts = drafts;
        this.book = book;
    }

    /** Cancels what waits and ends what is open, of every flow but those that stay. */
    void of(Set<String> staying) {
        for (Decision waiting : book.pending()) {
            if (!staying.contains(waiting.flow())) {
                book.put(waiting.then(drafts.apply(waiting)
                        .change(Outcome.CANCEL, Decision.FLOW_REMOVED, Properties.NONE, waiting.dueAt())));
            }
        }
        for (Decision opening : book.open()) {
            if (!staying.contains(opening.flow())) {
                book.put(drafts.apply(opening).removal(opening));
            }
        }
    }
}
