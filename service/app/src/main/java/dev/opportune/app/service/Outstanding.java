package dev.opportune.app.service;

import dev.opportune.kernel.store.Receipt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/**
 * The moves of one session that the writer has not answered yet. Filled by the lane, emptied by the writer. Once one of
 * them is not committed the session is ahead of the log for good, and the later ones will be refused by their version.
 */
final class Outstanding {
    private CompletableFuture<Void> last = CompletableFuture.completedFuture(null);
    private volatile boolean failed;

    void add(CompletableFuture<Receipt> receipt) {
        CompletableFuture<Void> noted = receipt.handle((written, failure) -> {
            if (failure != null || written != Receipt.COMMITTED) {
                failed = true;
            }
            return null;
        });
        last = CompletableFuture.allOf(last, noted);
    }

    boolean isEmpty() {
        return last.isDone();
    }

    /** Completes, never with a failure, when the writer has answered all so far. */
    CompletableFuture<Void> settled() {
        return last;
    }

    boolean hasFailed() {
        return failed;
    }

    /** Waits for the writer: at most as long as the group commits that are under way. */
    void await() {
        last.join();
    }

    /** Waits for the writer, and refuses to go on where the log will never have what the session has. */
    void awaitCommitted(String profileId) {
        await();
        if (failed) {
            throw new CompletionException(new NotCommittedException(Receipt.STALE));
        }
    }
}
