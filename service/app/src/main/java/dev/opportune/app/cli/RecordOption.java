package dev.opportune.app.cli;

import dev.opportune.authoring.rules.Rules;
import dev.opportune.authoring.rules.RulesetLibrary;
import dev.opportune.kernel.session.Settings;
import dev.opportune.kernel.store.Activation;
import dev.opportune.kernel.store.Store;
import dev.opportune.kernel.store.StoreException;
import dev.opportune.storage.SqliteStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/** Where what was decided is recorded: in a database that no service has open, or with the service that has it. */
final class RecordOption {
    private enum Consent {
        GRANTED,
        NONE
    }

    private final Terminal terminal;

    @ArgGroup
    private @Nullable Where where;

    @Option(
            names = "--key",
            paramLabel = "KEY",
            description = "The service's key for deciding " + ServiceCall.USUAL_KEY + ".")
    private @Nullable String key;

    @Option(
            names = "--consent",
            paramLabel = "granted|none",
            description =
                    "With a database, what a consent counted as that nobody was asked about (default: none, as it does in"
                            + " serve; demo counts it as granted).")
    private Consent consent = Consent.NONE;

    private static final class Where {
        @Option(
                names = "--database",
                paramLabel = "FILE",
                description = "Read this database, which no service may have open.")
        private @Nullable Path database;

        @Option(
                names = "--url",
                paramLabel = "URL",
                description = "Ask this service " + ServiceCall.USUAL_SERVICE + ".")
        private @Nullable String url;
    }

    RecordOption(Terminal terminal) {
        this.terminal = terminal;
    }

    /** Whether a file is read rather than a service asked. */
    boolean isDatabase() {
        return where != null && where.database != null;
    }

    ServiceCall service() {
        return new ServiceCall(
                terminal,
                where == null ? null : where.url,
                key,
                "name another by --url, or read its database by --database FILE");
    }

    /** The database, to be closed. */
    Store open() {
        Path database = where == null ? null : where.database;
        if (database == null || !Files.isRegularFile(database)) {
            throw new RefusedException("there is no database " + database + "; name one by --database FILE");
        }
        try {
            return SqliteStore.open(database);
        } catch (StoreException unusable) {
            throw new RefusedException(unusable.getMessage()
                    + " A service that runs on it can be asked with --url http://localhost:8080.");
        }
    }

    /** The rules that were ever live in a database. */
    static RulesetLibrary library(Store store) {
        List<Activation> activations = store.activations();
        if (activations.isEmpty()) {
            throw new RefusedException("no rules were ever live in this database, so nothing was decided");
        }
        return new RulesetLibrary(new Rules(), store::files, activations);
    }

    Settings settings() {
        return Settings.of(consent == Consent.GRANTED);
    }
}
