package dev.opportune.kernel.store;

import dev.opportune.kernel.decision.Decision;
import dev.opportune.kernel.timeline.Entry;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One move of a profile, to be committed whole or not at all.
 *
 * @param entry what was taken in; null for a wake-up or a hand-over
 * @param late whether the entry belonged before a step already taken
 * @param changed the decisions that are new or have changed, each in its new state, in the order of change
 * @param state the profile's row from now on; it replaces the one whose version is one less
 * @param answer what was answered to a request that may be repeated; null unless there is one
 * @param absorbed what has become part of the profile with this move; null unless something has
 * @param known whether somebody who knows the person named the profile: one that nobody has is an unknown visitor's
 */
public record Advance(
        String profileId,
        @Nullable Entry entry,
        boolean late,
        List<Decision> changed,
        Timeline.State state,
        @Nullable Answer answer,
        @Nullable Absorbed absorbed,
        boolean known) {
    public Advance {
        changed = List.copyOf(changed);
    }

    public Advance(
            String profileId,
            @Nullable Entry entry,
            boolean late,
            List<Decision> changed,
            Timeline.State state,
            @Nullable Answer answer) {
        this(profileId, entry, late, changed, state, answer, null, false);
    }

    public Advance with(Answer newAnswer) {
        return new Advance(profileId, entry, late, changed, state, newAnswer, absorbed, known);
    }

    public Advance with(Absorbed other) {
        return new Advance(profileId, entry, late, changed, state, answer, other, known);
    }

    /** Somebody who knows the person has named the profile. */
    public Advance ofKnown() {
        return new Advance(profileId, entry, late, changed, state, answer, absorbed, true);
    }
}
