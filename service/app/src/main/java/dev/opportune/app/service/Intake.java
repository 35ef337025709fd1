package dev.opportune.app.service;

import dev.opportune.app.ingest.Incoming;
import dev.opportune.app.ingest.Incoming.Link;
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
            if (store.knows(entry.source(), entry.id())) {
                return CompletableFuture.completedFuture(Taken.DUPLICATE);
            }
            Link link = incoming.link();
            return link == null
                    ? accept(incoming, TRIES)
                    // First: an entry that is durable is not looked at again when it is delivered once more.
                    : merges.join(entry.profileId(), link)
                            .thenCompose(refusal -> accept(incoming, TRIES).thenApply(taken -> taken.without(refusal)));
        } catch (StoreException failure) {
            return CompletableFuture.failedFuture(failure);
        }
    }

    private CompletableFuture<Taken> accept(Incoming incoming, int tries) {
        String profileId = store.survivor(incoming.entry().profileId());
        Entry entry = incoming.entry().of(profileId);
        return lanes.offer(profileId, profiles -> {
                    OpenProfile profile = profiles.open(profileId);
                    Advance advance = profile.session().accept(entry);
                    return profile.submit(incoming.known() ? advance.ofKnown() : advance)
                            .thenApply(receipt -> taken(profileId, receipt));
                })
                .exceptionallyCompose(failure -> hasMoved(incoming, profileId, failure) && tries > 1
                        ? accept(incoming, tries - 1)
                        : CompletableFuture.failedFuture(Lanes.cause(failure)));
    }

    /** Whether it was not written because its profile has become part of another meanwhile. */
    private boolean hasMoved(Incoming incoming, String profileId, Throwable failure) {
        return Lanes.cause(failure) instanceof NotCommittedException
                && !store.survivor(incoming.entry().profileId()).equals(profileId);
    }

    private static Taken taken(String profileId, Receipt receipt) {
        return switch (receipt) {
            case COMMITTED -> Taken.ACCEPTED;
            case DUPLICATE -> Taken.DUPLICATE;
            case STALE -> throw new NotCommittedException(profileId, receipt);
        };
    }

    private record Name(String source, String id) {}
}
