package dev.opportune.storage;

import java.util.function.BiConsumer;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;

/** One statement, prepared once, for many rows. */
final class Batch {
    private Batch() {}

    static <T> void run(Handle handle, String sql, Iterable<T> rows, BiConsumer<PreparedBatch, T> bind) {
        try (PreparedBatch batch = handle.prepareBatch(sql)) {
            for (T row : rows) {
                bind.accept(batch, row);
                batch.add();
            }
            if (batch.size() > 0) {
                batch.execute();
            }
        }
    }
}
