package dev.opportune.kernel.session;

import dev.opportune.kernel.decision.Correction;
import dev.opportune.kernel.decision.Decision;
import dev.opportune.kernel.decision.Outcome;
import dev.opportune.kernel.timeline.Step;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;

/** That a record has departed from what a replay in sorted order gives, and still may. */
final class Divergence {
    private final Stepper stepper;
    private final Step from;
    private final Function<Book, Stepper> sorted;

    /**
     * @param stepper with the record
     * @param from where the two came apart
     * @param sorted replays a record from there on, to where the stepper is
     */
    Divergence(Stepper stepper, Step from, Function<Book, Stepper> sorted) {
        this.stepper = stepper;
        this.from = from;
        this.sorted = sorted;
    }

    /**
     * Where the record has once departed from a sorted replay, later sends may depart from it too: each that the replay
     * lacks gets its correction as soon as it is decided.
     */
    void correct(Step cause) {
        Book book = stepper.book();
        List<Decision> unchecked = book.sendsSince(from)
                .filter(sent -> sent.correction() == null && book.isTouched(sent.id()))
                .toList();
        if (unchecked.isEmpty()) {
            return;
        }
        try (Stepper replay = sorted.apply(book)) {
            for (Decision sent : unchecked) {
                boolean lacking = replay.book()
                        .standing(sent.id())
                        .filter(other -> other.outcome() == Outcome.SEND)
                        .isEmpty();
                if (lacking && sent.outcome() == Outcome.SEND) {
                    book.put(sent.with(new Correction(cause, stepper.reached())));
                }
            }
        }
    }

    /** Whether anything that rules or gates can still see is not as a sorted replay has it. */
    boolean isSeenSince(Instant since) {
        try (Stepper replay = sorted.apply(stepper.book())) {
            return !replay.book().since(since).equals(stepper.book().since(since));
        }
    }
}
