package dev.opportune.kernel.session;

import dev.opportune.kernel.decision.Decision;
import dev.opportune.kernel.store.Exclusion;
import dev.opportune.kernel.store.Folds;
import dev.opportune.kernel.store.Timeline;
import dev.opportune.kernel.timeline.Entry;
import dev.opportune.kernel.timeline.Step;
import java.util.List;
import java.util.stream.Stream;

/**
 * What two profiles did and was decided for them, as one profile's.
 *
 * @param recorded the decisions of both
 * @param place of the first entry that the one does not have
 * @param reached the later of the steps that they have reached
 */
record Union(Chronicle chronicle, Book recorded, Step place, Step reached, List<Exclusion> exclusions) {
    /**
     * @param own the whole of the timeline that goes on
     * @param stepper where it is now, what is not written yet included
     * @param other the whole of the timeline that becomes part of it; it has entries
     */
    static Union of(Timeline own, Stepper stepper, Timeline other) {
        String id = own.profileId();
        List<Entry> theirs = other.entries().stream().map(entry -> entry.of(id)).toList();
        List<Decision> decided =
                other.decisions().stream().map(decision -> decision.of(id)).toList();
        Chronicle chronicle = new Chronicle(own.state().base(), own.state().baseAt(), own.entries());
        theirs.forEach(chronicle::add);
        Step theirReached = other.state().reached();
        return new Union(
                chronicle,
                stepper.book().over(own.decisions(), Folds.NONE.lastStarts()).over(decided, Folds.NONE.lastStarts()),
                theirs.get(0).step(),
                theirReached.isAfter(stepper.reached()) ? theirReached : stepper.reached(),
                Stream.concat(stepper.exclusions().stream(), other.state().exclusions().stream())
                        .distinct()
                        .toList());
    }
}
