package dev.opportune.app.service;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/** All lanes. A profile always has the same one, so that its moves are made one after the other. */
final class Lanes implements AutoCloseable {
    private final ReadWriteLock moving = new ReentrantReadWriteLock();
    private final List<Lane> lanes;

    Lanes(Capacity capacity, Supplier<OpenProfiles> profiles) {
        this.lanes = IntStream.range(0, capacity.laneCount())
                .mapToObj(number -> new Lane("lane-" + number, capacity.laneQueue(), profiles.get(), moving.readLock()))
                .toList();
    }

    Lane of(String profileId) {
        int hash = profileId.hashCode();
        return lanes.get(Math.floorMod(hash ^ (hash >>> 16), lanes.size()));
    }

    /**
     * Makes a caller's move, and makes it once more from a fresh session where an earlier move of the same session was
     * not written, which is no fault of this one's.
     */
    <T> CompletableFuture<T> offer(String profileId, Move<T> move) {
        Lane lane = of(profileId);
        return lane.offer(profileId, move)
                .exceptionallyCompose(failure -> cause(failure) instanceof NotCommittedException
                        ? lane.offer(profileId, move)
                        : CompletableFuture.failedFuture(cause(failure)));
    }

    /** Runs something between moves: those begun are finished, and the next of each lane waits for it. */
    void whileStill(Runnable act) {
        Lock still = moving.writeLock();
        still.lock();
        try {
            act.run();
        } finally {
            still.unlock();
        }
    }

    /** A failure without the wrapping that futures put around it. */
    static Throwable cause(Throwable failure) {
        return failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
    }

    @Override
    public void close() {
        lanes.forEach(Lane::close);
    }
}
