package dev.opportune.storage;

import dev.opportune.kernel.store.StoreException;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.HandleCallback;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.jspecify.annotations.Nullable;

/**
 * One connection for one thread at a time. After any failure it is physically closed and the next transaction opens
 * another: when the disk is full or fails, SQLite ends the transaction by itself, the driver does not notice, and what it
 * is given next would be written statement by statement.
 */
final class Seat implements AutoCloseable {
    private final Jdbi jdbi;
    private @Nullable Handle handle;

    Seat(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /** @throws StoreException if the medium fails; then nothing took effect */
    <T> T transaction(HandleCallback<T, RuntimeException> work) {
        try {
            Handle current = handle();
            return current.inTransaction(work);
        } catch (JdbiException e) {
            discard();
            throw new StoreException(
                    "database_failed: nothing of this call took effect (" + cause(e)
                            + "). Look at the free space and the health of the disk, close whatever else has the database"
                            + " open, then try again.",
                    e);
        } catch (RuntimeException | Error e) {
            discard();
            throw e;
        }
    }

    private Handle handle() {
        Handle current = handle;
        if (current == null) {
            current = jdbi.open();
            handle = current;
        }
        return current;
    }

    private static @Nullable String cause(Throwable failure) {
        Throwable deepest = failure;
        while (deepest.getCause() != null) {
            deepest = deepest.getCause();
        }
        return deepest.getMessage();
    }

    private void discard() {
        Handle failed = handle;
        handle = null;
        if (failed != null) {
            // The connection first: the handle would try to end a transaction that may be gone, and not get to closing.
            close(failed.getConnection());
            close(failed);
        }
    }

    private static void close(AutoCloseable resource) {
        try {
            resource.close();
        } catch (Exception nothingMoreToDo) {
            // It failed before, or is closed already; nothing uses it any more.
        }
    }

    @Override
    public void close() {
        discard();
    }
}
