package dev.opportune.storage;

import dev.opportune.kernel.store.InMemoryStore;
import dev.opportune.kernel.store.Store;
import org.junit.jupiter.api.Nested;

class InMemoryStoreTest {
    @Nested
    class Commits extends CommitsContract {
        @Override
        Store open() {
            return new InMemoryStore();
        }
    }

    @Nested
    class Timelines extends TimelinesContract {
        @Override
        Store open() {
            return new InMemoryStore();
        }
    }

    @Nested
    class Decisions extends DecisionsContract {
        @Override
        Store open() {
            return new InMemoryStore();
        }
    }

    @Nested
    class Merges extends MergesContract {
        @Override
        Store open() {
            return new InMemoryStore();
        }
    }

    @Nested
    class Revisions extends RevisionsContract {
        @Override
        Store open() {
            return new InMemoryStore();
        }
    }
}
