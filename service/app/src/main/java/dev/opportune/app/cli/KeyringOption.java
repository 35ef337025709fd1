package dev.opportune.app.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.opportune.app.api.Json;
import dev.opportune.app.auth.KeyRefusedException;
import dev.opportune.app.auth.Keys;
import dev.opportune.app.auth.Locksmith;
import dev.opportune.kernel.store.StoreException;
import dev.opportune.storage.SqliteStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/** Where keys are kept: with the running service, or in the database of one that is not running. */
final class KeyringOption {
    /** What the service answers where the other keys are in the way. */
    private static final Set<Integer> REFUSALS = Set.of(404, 409);

    private final Terminal terminal;
    private final InstantSource machine;

    @ArgGroup
    private @Nullable Where where;

    @Option(
            names = "--key",
            paramLabel = "KEY",
            description = "A key with the scope admin " + ServiceCall.USUAL_KEY + ".")
    private @Nullable String key;

    private static final class Where {
        @Option(
                names = "--database",
                paramLabel = "FILE",
                description = "Open this database, which no service may have open.")
        private @Nullable Path database;

        @Option(
                names = "--url",
                paramLabel = "URL",
                description = "Ask this service " + ServiceCall.USUAL_SERVICE + ".")
        private @Nullable String url;
    }

    KeyringOption(Terminal terminal, InstantSource machine) {
        this.terminal = terminal;
        this.machine = machine;
    }

    /**
     * Does something with keys, wherever they are, and tells the answer of the service or what it would be.
     *
     * @param makingDatabase whether a database that is not there is made
     * @throws KeyRefusedException if the other keys are in the way
     */
    JsonNode ask(
            boolean makingDatabase,
            Function<ServiceCall, ServiceCall.Answer> ofService,
            Function<Locksmith, Map<String, ?>> inDatabase) {
        Path database = where == null ? null : where.database;
        if (database != null) {
            return asked(database, makingDatabase, inDatabase);
        }
        ServiceCall.Answer answer = ofService.apply(new ServiceCall(
                terminal,
                where == null ? null : where.url,
                key,
                "name another by --url, or its database by --database FILE"));
        if (REFUSALS.contains(answer.status())) {
            throw new KeyRefusedException(
                    answer.code(),
                    answer.body().path("detail").asText(),
                    answer.body().path("next").asText());
        }
        return answer.orRefused().body();
    }

    private JsonNode asked(Path database, boolean making, Function<Locksmith, Map<String, ?>> asking) {
        boolean isThere = Files.isRegularFile(database);
        if (!isThere && !making) {
            throw new RefusedException("there is no database " + database + "; name one by --database FILE");
        }
        try (SqliteStore store = SqliteStore.open(database)) {
            Keys keys = new Keys(List.of(), store.keyring());
            Locksmith locksmith = new Locksmith(keys, store.keyring(), machine, new SecureRandom());
            JsonNode answer = Json.reader().readTree(new Json().write(asking.apply(locksmith)));
            if (!isThere) {
                terminal.err().println("opportune: " + database + " is a new database");
            }
            return answer;
        } catch (JsonProcessingException ownWords) {
            throw new IllegalStateException(ownWords);
        } catch (StoreException unusable) {
            throw new RefusedException(unusable.getMessage()
                    + " A service that runs on it can be asked with --url http://localhost:8080.");
        } catch (IllegalArgumentException noKey) {
            throw new RefusedException(String.valueOf(noKey.getMessage()));
        }
    }
}
