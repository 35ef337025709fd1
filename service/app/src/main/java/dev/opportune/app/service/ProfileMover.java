package dev.opportune.app.service;

import dev.opportune.kernel.store.Advance;
import dev.opportune.kernel.store.Receipt;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Brings profiles to the present instant when nobody asks about them: for wake-ups and after an activation. */
final class ProfileMover {
    private final Lanes lanes;
    private final InstantSource clock;

    ProfileMover(Lanes lanes, InstantSource clock) {
        this.lanes = lanes;
        this.clock = clock;
    }

    /**
     * Steps a profile through all that is due, each at its own instant. Waits while its lane is full.
     *
     * @return completes when all moves of the profile so far are written; true if there was anything to do
     */
    CompletableFuture<Boolean> bringToNow(String profileId) throws InterruptedException {
        return lanes.of(profileId)
                .put(
                        profileId,
                        profiles -> profiles.find(profileId)
                                .map(this::advance)
                                .orElseGet(() -> CompletableFuture.completedFuture(false)));
    }

    private CompletableFuture<Boolean> advance(OpenProfile profile) {
        Optional<Advance> advance = profile.session().advanceTo(clock.instant());
        return advance.isEmpty()
                ? profile.settled().thenApply(nothingNew -> false)
                : profile.submit(advance.get()).thenApply(receipt -> written(profile.id(), receipt));
    }

    private static boolean written(String profileId, Receipt receipt) {
        if (receipt != Receipt.COMMITTED) {
            throw new NotCommittedException(receipt);
        }
        return true;
    }
}
