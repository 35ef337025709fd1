package dev.opportune.app.service;

import dev.opportune.app.ingest.Incoming;
import dev.opportune.app.ingest.Incoming.Link;
import dev.opportune.kernel.store.Advance;
import dev.opportune.kernel.store.Store;
import dev.opportune.kernel.store.Timeline;
import java.time.InstantSource;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Makes two profiles one: what is stored of the one becomes part of the other, whose id survives. It takes no lock on the
 * profile that goes: if that moves in between, the merge is found to be stale and made again, and what comes too late for
 * it finds its way to the survivor.
 */
final class Merges {
    /** A person has a few devices. What joins more than this is a shared login, or an id such as "null". */
    static final int MOST_ABSORBED = 200;

    /** A merge replays all of it, and holds up its lane for so long. */
    private static final int MOST_ENTRIES = 20_000;

    private final Store store;
    private final InstantSource clock;

    Merges(Store store, InstantSource clock) {
        this.store = store;
        this.clock = clock;
    }

    /**
     * Joins the other id of a message to the profile that it is about, if that may be, and brings that to the present. To be
     * called on the profile's lane. What the decision rests on is read before it is written under its version, so that
     * whatever changes it meanwhile makes the merge stale.
     *
     * @return why it is not done; null if it is, or was before
     */
    Taken.@Nullable Refusal join(OpenProfile survivor, Incoming incoming) {
        Link link = Objects.requireNonNull(incoming.link());
        String into = survivor.id();
        String from = link.asked() ? store.survivorOfUser(link.profileId()) : store.survivor(link.profileId());
        if (from.equals(into)) {
            boolean backwards = link.asked() && into.equals(link.profileId());
            return backwards ? Taken.Refusal.CIRCLE : null;
        }
        // What this profile has absorbed a moment ago must be there to be counted.
        survivor.settled().join();
        Timeline other = store.wholeTimeline(from).orElseGet(() -> Timeline.empty(from));
        Taken.Refusal refusal = refusal(into, from, link, other);
        if (refusal == null) {
            Advance merge = survivor.session().absorb(other, link.asked());
            survivor.submit(incoming.known() ? merge.ofKnown() : merge);
            Optional<Advance> dueMeanwhile = survivor.session().advanceTo(clock.instant());
            dueMeanwhile.ifPresent(survivor::submit);
        }
        return refusal;
    }

    private Taken.@Nullable Refusal refusal(String into, String from, Link link, Timeline other) {
        if (!link.asked() && !from.equals(link.profileId())) {
            return Taken.Refusal.ALREADY_JOINED;
        }
        if (!link.asked() && store.isKnown(from)) {
            return Taken.Refusal.KNOWN_USER;
        }
        long ids = store.absorbedBy(into) + store.absorbedBy(from) + 1;
        boolean tooMany = ids > MOST_ABSORBED || other.entries().size() > MOST_ENTRIES;
        return tooMany ? Taken.Refusal.TOO_MANY : null;
    }
}
