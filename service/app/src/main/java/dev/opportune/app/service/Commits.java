package dev.opportune.app.service;

import dev.opportune.kernel.store.Advance;
import dev.opportune.kernel.store.Receipt;
import java.util.concurrent.CompletableFuture;

/** The one writer: takes moves in order, writes them in groups, and says of each what became of it. */
@FunctionalInterface
public interface Commits {
    /** Completes when the move is durable or refused; with a {@code StoreException} if its transaction failed. */
    CompletableFuture<Receipt> submit(Advance advance);
}
