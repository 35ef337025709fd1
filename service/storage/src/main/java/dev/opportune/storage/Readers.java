package dev.opportune.storage;

import dev.opportune.kernel.store.StoreException;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.stream.Stream;
import org.jdbi.v3.core.HandleCallback;
import org.jdbi.v3.core.Jdbi;

/** A few connections that only read, lent out in turn. */
final class Readers implements AutoCloseable {
    private final int size;
    private final BlockingQueue<Seat> free;
    private volatile boolean closed;

    Readers(Jdbi jdbi, int size) {
        this.size = size;
        this.free = new ArrayBlockingQueue<>(size);
        for (int i = 0; i < size; i++) {
            free.add(new Seat(jdbi));
        }
    }

    /** Reads one state of the database, however many statements it takes. */
    <T> T read(HandleCallback<T, RuntimeException> work) {
        Seat seat = take();
        try {
            if (closed) {
                throw new StoreException("database_closed: this store was closed; open another.");
            }
            return seat.transaction(work);
        } finally {
            free.add(seat);
        }
    }

    private Seat take() {
        try {
            return free.take();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StoreException("database_read: interrupted while waiting for a connection; try again.", e);
        }
    }

    /** Waits for what is being read. */
    @Override
    public void close() {
        closed = true;
        List<Seat> all = Stream.generate(this::take).limit(size).toList();
        all.forEach(Seat::close);
        // Back again, so that whoever still waits for one learns that it is too late.
        free.addAll(all);
    }
}
