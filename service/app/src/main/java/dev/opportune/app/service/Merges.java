package dev.opportune.app.service;

import dev.opportune.app.ingest.Incoming.Link;
import dev.opportune.kernel.store.Receipt;
import dev.opportune.kernel.store.Store;
import dev.opportune.kernel.store.Timeline;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Makes two profiles one: what is stored of the one becomes part of the other, whose id survives. It takes no lock on the
 * profile that goes: if that moves in between, the merge is found to be stale and made again, and what comes too late for
 * it finds its way to the survivor.
 */
final class Merges {
    /** A person has a few devices. What joins more than this is a shared login, or an id such as "null". */
    static final int MOST_ABSORBED = 200;

    private static final int TRIES = 5;

    private final Store store;
    private final Lanes lanes;

    Merges(Store store, Lanes lanes) {
        this.store = store;
        this.lanes = lanes;
    }

    /**
     * Joins an id to a profile, if that may be.
     *
     * @return completes when that is durable: with why it was not done, or with null
     */
    CompletableFuture<Taken.@Nullable Refusal> join(String profileId, Link link) {
        return join(profileId, link, TRIES);
    }

    private CompletableFuture<Taken.@Nullable Refusal> join(String profileId, Link link, int tries) {
        String into = store.survivor(profileId);
        String from = store.survivor(link.profileId());
        Taken.Refusal refusal = from.equals(into) ? null : refusal(into, from, link);
        if (from.equals(into) || refusal != null) {
            return CompletableFuture.completedFuture(refusal);
        }
        return merge(into, from).exceptionallyCompose(failure -> {
            boolean again = tries > 1 && Lanes.cause(failure) instanceof NotCommittedException;
            return again ? join(profileId, link, tries - 1) : CompletableFuture.failedFuture(Lanes.cause(failure));
        });
    }

    private Taken.@Nullable Refusal refusal(String into, String from, Link link) {
        if (!link.asked() && !from.equals(link.profileId())) {
            return Taken.Refusal.ALREADY_JOINED;
        }
        if (!link.asked() && store.isKnown(from)) {
            return Taken.Refusal.KNOWN_USER;
        }
        long ids = store.absorbedBy(into) + store.absorbedBy(from) + 1;
        return ids > MOST_ABSORBED ? Taken.Refusal.TOO_MANY : null;
    }

    private CompletableFuture<Taken.@Nullable Refusal> merge(String into, String from) {
        return lanes.offer(into, profiles -> {
            OpenProfile survivor = profiles.open(into);
            Timeline other = store.wholeTimeline(from).orElseGet(() -> Timeline.empty(from));
            return survivor.submit(survivor.session().absorb(other)).thenApply(receipt -> {
                if (receipt != Receipt.COMMITTED) {
                    throw new NotCommittedException(into, receipt);
                }
                return null;
            });
        });
    }
}
