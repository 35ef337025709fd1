package dev.opportune.app.service;

import java.util.concurrent.CompletableFuture;

/** Something done with the profiles of a lane, on the lane's own thread. */
@FunctionalInterface
interface Move<T> {
    /** Moves sessions and hands what came of it to the writer; must not wait for the writer. */
    CompletableFuture<T> make(OpenProfiles profiles);
}
