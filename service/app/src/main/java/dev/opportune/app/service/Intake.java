package dev.opportune.app.service;

import dev.opportune.app.ingest.Incoming;
import dev.opportune.kernel.store.Advance;
import dev.opportune.kernel.store.Receipt;
import dev.opportune.kernel.store.Store;
import dev.opportune.kernel.store.StoreException;
import dev.opportune.kernel.timeline.Entry;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/** Takes entries in, each (source, id) once, however often and however quickly it is delivered again. */
final class Intake {
    private static final int TRIES = 5;

    private final ConcurrentMap<Name, CompletableFuture<Taken>> underWay = new ConcurrentHashMap<>();
    private final Store store;
    private final Lanes lanes;
    private final Merges merges;

    Intake(Store store, Lanes lanes, Merges merges) {
        this.store = store;
        this.lanes = lanes;
        this.merges = merges;
    }

    /** Completes when the entry, or the earlier delivery of it, is durable. */
    CompletableFuture<Taken> take(Incoming incoming) {
        Entry entry = incoming.entry();
        Name name = new Name(entry.source(), entry.id());
        CompletableFuture<Taken> outcome = new CompletableFuture<>();
        CompletableFuture<Taken> earlier = underWay.putIfAbsent(name, outcome);
        if (earlier != null) {
            return earlier.thenApply(durable -> Taken.DUPLICATE);
        }
        // The store is asked only after the place under way is taken: in between, an earlier delivery could slip
        // through.
        first(incoming).whenComplete((taken, failure) -> {
            underWay.remove(name);
            if (failure != null) {
                outcome.completeExceptionally(Lanes.cause(failure));
            } else {
                outcome.complete(taken);
            }
        });
        return outcome;
    }

    private CompletableFuture<Taken> first(Incoming incoming) {
        Entry entry = incoming.entry();
        try {
            return store.knows(entry.source(), entry.id())
                    ? CompletableFuture.completedFuture(Taken.DUPLICATE)
                    : accept(incoming, TRIES);
        } catch (StoreException failure) {
            return CompletableFuture.failedFuture(failure);
        }
    }

    /** Whatever was not written is tried again, for its profile may have become part of another meanwhile. */
    private CompletableFuture<Taken> accept(Incoming incoming, int tries) {
        String named = incoming.entry().profileId();
        String profileId = incoming.known() ? store.survivorOfUser(named) : store.survivor(named);
        return lanes.offer(profileId, profiles -> accept(incoming, profiles.open(profileId)))
                // Not on the writer's thread, which has more to do than to read.
                .exceptionallyComposeAsync(failure -> tries > 1 && Lanes.cause(failure) instanceof NotCommittedException
                        ? accept(incoming, tries - 1)
                        : CompletableFuture.failedFuture(Lanes.cause(failure)));
    }

    private CompletableFuture<Taken> accept(Incoming incoming, OpenProfile profile) {
        Taken.Refusal refusal = incoming.link() == null ? null : merges.join(profile, incoming);
        Advance advance = profile.session().accept(incoming.entry().of(profile.id()));
        return profile.submit(incoming.known() ? advance.ofKnown() : advance)
                .thenApply(receipt -> taken(profile.id(), receipt).with(refusal));
    }

    private static Taken taken(String profileId, Receipt receipt) {
        return switch (receipt) {
            case COMMITTED -> Taken.ACCEPTED;
            case DUPLICATE -> Taken.DUPLICATE;
            case STALE -> throw new NotCommittedException(receipt);
        };
    }

    private record Name(String source, String id) {}
}
