package dev.opportune.app.service;

import dev.opportune.kernel.store.Receipt;
import dev.opportune.kernel.store.Store;
import dev.opportune.kernel.store.StoreException;
import dev.opportune.kernel.timeline.Entry;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/** Takes entries in, each (source, id) once, however often and however quickly it is delivered again. */
final class Intake {
    private final ConcurrentMap<Name, CompletableFuture<Taken>> underWay = new ConcurrentHashMap<>();
    private final Store store;
    private final Lanes lanes;

    Intake(Store store, Lanes lanes) {
        this.store = store;
        this.lanes = lanes;
    }

    /** Completes when the entry, or the earlier delivery of it, is durable. */
    CompletableFuture<Taken> take(Entry entry) {
        Name name = new Name(entry.source(), entry.id());
        CompletableFuture<Taken> outcome = new CompletableFuture<>();
        CompletableFuture<Taken> earlier = underWay.putIfAbsent(name, outcome);
        if (earlier != null) {
            return earlier.thenApply(durable -> Taken.DUPLICATE);
        }
        // The store is asked only after the place under way is taken: in between, an earlier delivery could slip
        // through.
        first(entry).whenComplete((taken, failure) -> {
            underWay.remove(name);
            if (failure != null) {
                outcome.completeExceptionally(Lanes.cause(failure));
            } else {
                outcome.complete(taken);
            }
        });
        return outcome;
    }

    private CompletableFuture<Taken> first(Entry entry) {
        try {
            if (store.knows(entry.source(), entry.id())) {
                return CompletableFuture.completedFuture(Taken.DUPLICATE);
            }
        } catch (StoreException failure) {
            return CompletableFuture.failedFuture(failure);
        }
        return lanes.offer(entry.profileId(), profiles -> {
            OpenProfile profile = profiles.open(entry.profileId());
            return profile.submit(profile.session().accept(entry))
                    .thenApply(receipt -> taken(entry.profileId(), receipt));
        });
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
