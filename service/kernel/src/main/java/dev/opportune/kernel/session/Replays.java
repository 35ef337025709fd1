package dev.opportune.kernel.session;

import dev.opportune.kernel.store.Exclusion;
import dev.opportune.kernel.timeline.Entry;
import dev.opportune.kernel.timeline.Step;
import dev.opportune.kernel.timeline.Step.Rank;
import java.time.Instant;
import java.util.List;

/**
 * Makes steppers over the entries of a profile, as of any place.
 *
 * @param exclusions those known, wherever they begin
 */
record Replays(String profileId, Rulesets rulesets, Horizon horizon, Chronicle chronicle, List<Exclusion> exclusions) {
    /** A stepper that has just taken the step reached, whatever it did there. */
    Stepper rebuilt(Book book, Step reached, Settings settings) {
        Instant cut = horizon.after(chronicle.through(reached));
        return stepper(book, reached, new Point(reached.at(), reached, cut), reached, settings);
    }

    /** What the entries from a place on would have given in sorted order, up to the step reached. */
    Stepper replayed(Book recorded, Step place, Step reached, Settings settings) {
        Book earlier = recorded.before(place, chronicle.base().lastStarts());
        Stepper sorted = rewound(earlier, place, settings);
        for (Entry entry : List.copyOf(chronicle.from(place))) {
            sorted.take(entry);
        }
        if (reached.rank() != Rank.ENTRY) {
            sorted.runTo(new Step(reached.at(), Rank.ENTRY, "", ""));
        }
        return sorted;
    }

    /** A stepper about to take the entry at a place: all that was due before is past, and forgetting is done. */
    private Stepper rewound(Book book, Step place, Settings settings) {
        Instant cut = Horizon.later(
                horizon.after(chronicle.before(place)),
                place.at().minus(horizon.policyAt(place).lookback()));
        Step reached = chronicle.before(place).stream().map(Entry::step).reduce(Step.FIRST, (earlier, later) -> later);
        return stepper(book, reached, new Point(place.at(), justBefore(place), cut), place, settings);
    }

    /** The last place before a step at which anything is known to be. */
    private Step justBefore(Step step) {
        List<Entry> earlier = chronicle.before(step);
        Step due = Step.activation(step.at());
        if (earlier.isEmpty()) {
            return due;
        }
        Step last = earlier.get(earlier.size() - 1).step();
        return last.isAfter(due) ? last : due;
    }

    private Stepper stepper(Book book, Step reached, Point point, Step traitsAt, Settings settings) {
        boolean inclusive = traitsAt.equals(point.through());
        return new Stepper(
                profileId,
                rulesets,
                settings,
                chronicle,
                book,
                inclusive ? chronicle.traitsThrough(traitsAt) : chronicle.traitsBefore(traitsAt),
                exclusions,
                reached,
                point);
    }
}
