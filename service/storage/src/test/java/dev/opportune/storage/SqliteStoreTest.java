package dev.opportune.storage;

import dev.opportune.kernel.store.Store;
import java.nio.file.Path;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.io.TempDir;

class SqliteStoreTest {
    @TempDir
    private Path folder;

    private Store sqlite() {
        return SqliteStore.open(folder.resolve("data").resolve("opportune.db"));
    }

    @Nested
    class Commits extends CommitsContract {
        @Override
        Store open() {
            return sqlite();
        }
    }

    @Nested
    class Timelines extends TimelinesContract {
        @Override
        Store open() {
            return sqlite();
        }
    }

    @Nested
    class Decisions extends DecisionsContract {
        @Override
        Store open() {
            return sqlite();
        }
    }

    @Nested
    class Merges extends MergesContract {
        @Override
        Store open() {
            return sqlite();
        }
    }

    @Nested
    class Revisions extends RevisionsContract {
        @Override
        Store open() {
            return sqlite();
        }
    }
}
