package dev.opportune.storage;

import dev.opportune.kernel.store.StoreException;
import java.nio.file.Path;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;

/** Brings a database to the form that this version writes. */
final class Migrations {
    private Migrations() {}

    /** @throws StoreException if the file is no database, was written by a newer version, or its history was altered */
    static void run(DataSource database, Path file) {
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
            if (e.getCause() instanceof SQLException unreadable) {
                throw new StoreException(
                        "database_file: " + file + " cannot be used as a database (" + unreadable.getMessage()
                                + "). Name another file, or one that is not there yet.",
                        e);
            }
            throw new StoreException(
                    "database_form: the database cannot be brought to the form of this version (" + e.getMessage()
                            + "). Start the version that wrote it last, or a newer one.",
                    e);
        }
    }
}
