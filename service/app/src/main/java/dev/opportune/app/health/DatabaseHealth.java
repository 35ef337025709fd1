package dev.opportune.app.health;

import com.codahale.metrics.health.HealthCheck;
import dev.opportune.kernel.store.Store;

/** Whether the database answers. */
public final class DatabaseHealth extends HealthCheck {
    private final Store store;

    public DatabaseHealth(Store store) {
        this.store = store;
    }

    @Override
    protected Result check() {
        return Result.healthy(
                store.nextWakeUp().map(next -> "the next wake-up is at " + next).orElse("nothing is pending"));
    }
}
