package dev.opportune.app.service;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Lock;

/** One thread and the profiles that are always moved on it. */
final class Lane implements AutoCloseable {
    private static final long SECONDS_TO_FINISH = 20;

    private final String name;
    private final OpenProfiles profiles;
    private final Lock moving;
    private final ThreadPoolExecutor thread;

    /** @param moving held during each move */
    Lane(String name, int queue, OpenProfiles profiles, Lock moving) {
        this.name = name;
        this.profiles = profiles;
        this.moving = moving;
        this.thread = new ThreadPoolExecutor(
                1, 1, 0, TimeUnit.SECONDS, new ArrayBlockingQueue<>(queue), work -> new Thread(work, name));
        thread.prestartCoreThread();
    }

    /** Queues a move of a caller; fails with {@link OverloadedException} where the queue is full. */
    <T> CompletableFuture<T> offer(String profileId, Move<T> move) {
        CompletableFuture<T> outcome = new CompletableFuture<>();
        try {
            thread.execute(() -> run(profileId, move, outcome));
        } catch (RejectedExecutionException full) {
            outcome.completeExceptionally(new OverloadedException(
                    thread.isShutdown()
                            ? "the service is stopping"
                            : name + " has as much waiting as it takes on; try again in a second"));
        }
        return outcome;
    }

    /** Queues a move of the service itself, waiting while the queue is full. */
    <T> CompletableFuture<T> put(String profileId, Move<T> move) throws InterruptedException {
        CompletableFuture<T> outcome = new CompletableFuture<>();
        thread.getQueue().put(() -> run(profileId, move, outcome));
        return outcome;
    }

    // Whatever a session throws, even an Error, fails its own move and never the lane.
    @SuppressWarnings("CatchThrowable")
    private <T> void run(String profileId, Move<T> move, CompletableFuture<T> outcome) {
        moving.lock();
        try {
            move.make(profiles).whenComplete((result, failure) -> {
                if (failure != null) {
                    outcome.completeExceptionally(failure);
                } else {
                    outcome.complete(result);
                }
            });
        } catch (Throwable failure) {
            profiles.retire(profileId);
            outcome.completeExceptionally(failure);
        } finally {
            moving.unlock();
        }
    }

    /** Finishes what is queued and closes the sessions. */
    @Override
    public void close() {
        thread.shutdown();
        try {
            if (thread.awaitTermination(SECONDS_TO_FINISH, TimeUnit.SECONDS)) {
                profiles.closeAll();
            } else {
                thread.shutdownNow();
            }
        } catch (InterruptedException stopped) {
            thread.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }
}
