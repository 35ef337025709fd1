package dev.opportune.app.service;

import dev.opportune.authoring.lints.Sightings;
import dev.opportune.storage.SeenProperties;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Supplier;

/** What came in of late, so that rules can be held against it. */
public final class LatelySeen implements Supplier<Optional<Sightings>> {
    private static final Duration SPAN = Duration.ofDays(30);

    private final Path database;
    private final InstantSource clock;

    public LatelySeen(Path database, InstantSource clock) {
        this.database = database;
        this.clock = clock;
    }

    /** @throws dev.opportune.kernel.store.StoreException if the database cannot be read */
    @Override
    public Optional<Sightings> get() {
        return Optional.of(new Sightings(
                SPAN, SeenProperties.read(database, clock.instant().minus(SPAN))));
    }
}
