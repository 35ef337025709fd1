package dev.opportune.storage;

import dev.opportune.kernel.store.Store;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class SqliteStoreTest extends StoreContract {
    @TempDir
    private Path folder;

    @Override
    Store open() {
        return SqliteStore.open(folder.resolve("data").resolve("opportune.db"));
    }
}
