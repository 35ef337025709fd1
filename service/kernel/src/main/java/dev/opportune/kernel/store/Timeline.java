package dev.opportune.kernel.store;

import dev.opportune.kernel.decision.Decision;
import dev.opportune.kernel.timeline.Entry;
import dev.opportune.kernel.timeline.Step;
import dev.opportune.kernel.timeline.Traits;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is recorded of a profile: all that a session is built from, besides the rules.
 *
 * @param entries every entry since {@code state.base}, in the order of their steps
 * @param decisions every decision that waits, was changed since {@code state.base}, or is of a trigger that was not over
 *     by then, in the order of their ids
 */
public record Timeline(String profileId, State state, List<Entry> entries, List<Decision> decisions) {
    public Timeline {
        entries = List.copyOf(entries);
        decisions = List.copyOf(decisions);
    }

    /** A profile of which nothing is known. */
    public static Timeline empty(String profileId) {
        return new Timeline(profileId, State.EMPTY, List.of(), List.of());
    }

    /**
     * The profile's row.
     *
     * @param version how often it was committed; 0 for a profile that is not stored yet
     * @param reached the last step whose decisions are committed ({@code decidedThrough}); {@link Step#FIRST} before any
     * @param traits as of now
     * @param base the folds of everything before {@code baseAt}, which a session no longer needs to read
     * @param baseAt where the entries still to be read begin
     * @param exclusions rules left out for this profile, and the first proposals that each lost, since its revision went live
     * @param divergedFrom the place of the earliest late event that arrived after a message had been judged, as long as
     *     that may still matter; null where the record is what a sorted replay gives
     * @param revision the rules that {@code wakeUp} was computed under, as {@link Activation#rules} names them
     * @param wakeUp when to look at the profile again; null if nothing is pending
     */
    public record State(
            long version,
            Step reached,
            Traits traits,
            Folds base,
            Step baseAt,
            List<Exclusion> exclusions,
            @Nullable Step divergedFrom,
            String revision,
            @Nullable Instant wakeUp) {
        public static final State EMPTY =
                new State(0, Step.FIRST, Traits.NONE, Folds.NONE, Step.FIRST, List.of(), null, "", null);

        public State {
            exclusions = List.copyOf(exclusions);
        }

        /** The row for a reader of the whole timeline: nothing is folded away. */
        public State unfolded() {
            return new State(
                    version, reached, traits, Folds.NONE, Step.FIRST, exclusions, divergedFrom, revision, wakeUp);
        }

        /** The same with other exclusions. */
        public State with(List<Exclusion> others) {
            return new State(version, reached, traits, base, baseAt, others, divergedFrom, revision, wakeUp);
        }

        public Optional<Instant> nextWakeUp() {
            return Optional.ofNullable(wakeUp);
        }
    }
}
