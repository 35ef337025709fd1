package dev.opportune.storage;

import static dev.opportune.storage.Samples.NOON;
import static dev.opportune.storage.Samples.SOURCE;
import static dev.opportune.storage.Samples.advance;
import static dev.opportune.storage.Samples.event;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.opportune.kernel.store.Receipt;
import dev.opportune.kernel.store.StoreException;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is left of a transaction that fails, and of the connection it failed on. */
class SqliteFailureTest {
    @TempDir
    private Path folder;

    private SqliteStore store;

    @BeforeEach
    void open() {
        store = SqliteStore.open(folder.resolve("opportune.db"));
    }

    @AfterEach
    void close() {
        store.close();
    }

    private void reopen() {
        store.close();
        open();
    }

    private Connection connection() {
        return store.write(Handle::getConnection);
    }

    @Test
    void aFullDisk_leavesNothingOfTheTransaction() {
        Disk.isFull(store);

        assertThatThrownBy(() -> store.commit(
                        List.of(advance("small", 1, event("small", "e", NOON)), Disk.large("large", 1)), NOON))
                .isInstanceOf(StoreException.class)
                .hasMessageStartingWith("database_failed: nothing of this call took effect")
                .hasMessageContaining("SQLITE_FULL");
        assertThat(store.state("small")).isEmpty();
        reopen();
        assertThat(store.knows(SOURCE, "e")).isFalse();
        assertThat(store.state("small")).isEmpty();
        assertThat(store.state("large")).isEmpty();
    }

    @Test
    void aConnection_thatSawAFullDisk_isClosedAndNeverUsedAgain() throws Exception {
        Disk.isFull(store);
        Connection failed = connection();
        assertThatThrownBy(() -> store.commit(List.of(Disk.large("u1", 1)), NOON))
                .isInstanceOf(StoreException.class);

        assertThat(failed.isClosed()).isTrue();
        assertThat(connection()).isNotSameAs(failed);
    }

    @Test
    void whatIsCommitted_afterFullDisks_isAllThereAfterReopening() {
        List<String> acknowledged = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            Disk.isFull(store);
            String lost = "lost" + i;
            assertThatThrownBy(() ->
                            store.commit(List.of(advance(lost, 1, event(lost, lost, NOON)), Disk.large("u", 1)), NOON))
                    .isInstanceOf(StoreException.class);
            String kept = "kept" + i;
            assertThat(store.commit(List.of(advance(kept, 1, event(kept, kept, NOON))), NOON))
                    .containsExactly(Receipt.COMMITTED);
            acknowledged.add(kept);
        }
        reopen();

        assertThat(acknowledged).allMatch(id -> store.knows(SOURCE, id));
        assertThat(store.knows(SOURCE, "lost0")).isFalse();
        assertThat(store.state("u")).isEmpty();
    }

    @Test
    void aCommit_thatIsRefused_leavesNothingAndCostsTheConnection() throws Exception {
        Connection failed = connection();

        // The database looks at a deferred constraint only when it is asked to commit.
        assertThatThrownBy(() -> store.write(handle -> {
                    handle.execute("PRAGMA defer_foreign_keys = 1");
                    handle.execute("INSERT INTO profiles VALUES ('u1', 1, 'r', NULL, NULL, '{}', 0)");
                    return handle.execute("INSERT INTO decision_changes VALUES ('d_none', 0, 1, 0, '{}')");
                }))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("FOREIGN KEY");
        assertThat(failed.isClosed()).isTrue();
        assertThat(store.state("u1")).isEmpty();
        assertThat(store.commit(List.of(advance("u1", 1, event("u1", "e1", NOON))), NOON))
                .containsExactly(Receipt.COMMITTED);
        reopen();
        assertThat(store.knows(SOURCE, "e1")).isTrue();
    }

    @Test
    void aMistakeOfTheCaller_leavesNothingAndTheStoreGoesOn() {
        assertThatThrownBy(() -> store.write(handle -> {
                    handle.execute("INSERT INTO profiles VALUES ('u1', 1, 'r', NULL, NULL, '{}', 0)");
                    throw new IllegalArgumentException("no");
                }))
                .isInstanceOf(IllegalArgumentException.class);

        assertThat(store.state("u1")).isEmpty();
        assertThat(store.commit(List.of(advance("u1", 1, event("u1", "e1", NOON))), NOON))
                .containsExactly(Receipt.COMMITTED);
    }

    @Test
    void aDecisionTwice_isRefusedByTheDatabaseItself() {
        store.commit(List.of(advance("u1", 1, event("u1", "e1", NOON))), NOON);
        String row = "INSERT INTO decisions VALUES ('%s', 'u1', 'f', '', 'web', 'e1', 'trigger', NULL, 1, 'none', NULL,"
                + " 0, %d, 0, '{}')";
        store.write(handle -> handle.execute(String.format(row, "d_1", 100)));

        assertThatThrownBy(() -> store.write(handle -> handle.execute(String.format(row, "d_2", 101))))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("a_message_is_decided_once");
    }

    @Test
    void afterClosing_everyCallSaysSo() {
        store.close();

        assertThatThrownBy(() -> store.knows(SOURCE, "e"))
                .isInstanceOf(StoreException.class)
                .hasMessageStartingWith("database_closed: ");
        assertThatThrownBy(() -> store.commit(List.of(), NOON))
                .isInstanceOf(StoreException.class)
                .hasMessageStartingWith("database_closed: ");
    }
}
