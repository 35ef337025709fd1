package dev.opportune.app.service;

import dev.opportune.kernel.session.ProfileSession;
import dev.opportune.kernel.store.Advance;
import dev.opportune.kernel.store.Receipt;
import java.util.concurrent.CompletableFuture;

/** A profile whose session is open on a lane. Used by the lane's thread only. */
final class OpenProfile {
    private final String id;
    private final ProfileSession session;
    private final Outstanding outstanding;
    private final Commits commits;
    private boolean retired;

    OpenProfile(String id, ProfileSession session, Outstanding outstanding, Commits commits) {
        this.id = id;
        this.session = session;
        this.outstanding = outstanding;
        this.commits = commits;
    }

    String id() {
        return id;
    }

    ProfileSession session() {
        return session;
    }

    /** Hands a move of the session to the writer. Moves must be submitted in the order in which they were made. */
    CompletableFuture<Receipt> submit(Advance advance) {
        CompletableFuture<Receipt> receipt = commits.submit(advance);
        outstanding.add(receipt);
        return receipt;
    }

    /** Completes when the writer has answered all moves so far. */
    CompletableFuture<Void> settled() {
        return outstanding.settled();
    }

    /** Marks the session as no longer what the log says: it is not used again. */
    void retire() {
        retired = true;
    }

    boolean isRetired() {
        return retired || outstanding.hasFailed();
    }

    /** Whether the log may still lack something that the session has: such a session is not closed for want of room. */
    boolean isAwaitingCommit() {
        return !outstanding.isEmpty();
    }

    void closeWhenSettled() {
        outstanding.await();
        session.close();
    }
}
