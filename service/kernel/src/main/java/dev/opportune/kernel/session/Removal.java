package dev.opportune.kernel.session;

import dev.opportune.kernel.decision.Decision;
import dev.opportune.kernel.decision.Outcome;
import dev.opportune.kernel.timeline.Properties;
import dev.opportune.kernel.timeline.Step;
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

    /** Of flows that some activation up to the step reached has taken away, each as of that. */
    static Removal by(Rulesets rulesets, Stepper sorted, Step reached, Book book) {
        return new Removal(
                gone -> {
                    Step at = removedAt(rulesets, gone, reached);
                    return new Draft(
                            sorted, at, Live.at(rulesets, at).activation().revision());
                },
                book);
    }

    /** The activation since the last outcome of a decision that took its flow away. */
    private static Step removedAt(Rulesets rulesets, Decision gone, Step reached) {
        return rulesets.activations().stream()
                .filter(activation ->
                        !rulesets.ruleset(activation.revision()).flows().containsKey(gone.flow()))
                .map(activation -> Step.activation(activation.at()))
                .filter(step -> step.isAfter(gone.last().step()) && step.isBefore(reached))
                .findFirst()
                .orElse(reached);
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
