package dev.opportune.storage;

import dev.opportune.kernel.store.InMemoryStore;
import dev.opportune.kernel.store.Store;

class InMemoryStoreTest extends StoreContract {
    @Override
    Store open() {
        return new InMemoryStore();
    }
}
