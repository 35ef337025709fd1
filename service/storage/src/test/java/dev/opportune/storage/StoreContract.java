package dev.opportune.storage;

import static dev.opportune.storage.Samples.minutes;

import dev.opportune.kernel.store.Advance;
import dev.opportune.kernel.store.DecisionQuery;
import dev.opportune.kernel.store.Receipt;
import dev.opportune.kernel.store.Store;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** What every store must do, whatever it keeps things in: the tests are in those that extend it. */
abstract class StoreContract {
    /** When what {@link #commit} commits is written. */
    static final Instant WRITTEN = minutes(1);

    static final DecisionQuery ALL = new DecisionQuery(null, null, null, null, null, null, 0, 100);

    private Store store;

    abstract Store open();

    @BeforeEach
    void opened() {
        store = open();
    }

    @AfterEach
    void closed() {
        store.close();
    }

    Store store() {
        return store;
    }

    List<Receipt> commit(Advance... advances) {
        return store.commit(List.of(advances), WRITTEN);
    }
}
