package dev.opportune.storage;

import static dev.opportune.storage.Samples.NOON;
import static dev.opportune.storage.Samples.advance;
import static dev.opportune.storage.Samples.event;

import dev.opportune.kernel.store.Advance;
import dev.opportune.kernel.timeline.Properties;
import java.util.Map;

/** A disk with no room left, as SQLite's own limit on the pages of a database. */
final class Disk {
    private Disk() {}

    /** From now on, until the store opens its next connection for writing, the database cannot grow. */
    static void isFull(SqliteStore store) {
        store.write(handle -> {
            int pages =
                    handle.createQuery("PRAGMA page_count").mapTo(Integer.class).one();
            return handle.createQuery("PRAGMA max_page_count = " + pages)
                    .mapTo(Integer.class)
                    .one();
        });
    }

    /** More than fits into the pages that there are. */
    static Advance large(String profile, long version) {
        Properties much = Properties.of(Map.of("much", "x".repeat(100_000)));
        return advance(profile, version, event(profile, profile + " large " + version, NOON, much));
    }
}
