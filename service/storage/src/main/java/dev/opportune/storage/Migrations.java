package dev.opportune.storage;

import dev.opportune.kernel.store.StoreException;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;

/** Brings a database to the form that this version writes. */
final class Migrations {
    private Migrations() {}

    /** @throws StoreException if the database was written by a newer version, or its history was altered */
    static void run(DataSource database) {
        try {
            Flyway.configure(Migrations.class.getClassLoader())
                    .loggers("slf4j")
                    .dataSource(database)
                    .locations("classpath:db/migration")
                    .failOnMissingLocations(true)
                    // By default a database of a newer version would pass.
                    .ignoreMigrationPatterns(new String[0])
                    .cleanDisabled(true)
                    .load()
                    .migrate();
        } catch (FlywayException e) {
            throw new StoreException(
                    "database_form: the database cannot be brought to the form of this version (" + e.getMessage()
                            + "). Start the version that wrote it last, or a newer one.",
                    e);
        }
    }
}
