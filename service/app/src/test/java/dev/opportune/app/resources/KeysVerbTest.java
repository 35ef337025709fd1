package dev.opportune.app.resources;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.opportune.app.cli.Terminal;
import dev.opportune.app.cli.Verbs;
import dev.opportune.app.service.SettableClock;
import dev.opportune.app.service.TestRules;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Keys from the command line: through a running service, or in the database of one that is not running. */
class KeysVerbTest {
    @TempDir
    private Path folder;

    private final SettableClock clock = new SettableClock(Instant.parse("2026-03-03T12:00:00Z"));
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private RunningService service;

    private void start() {
        Path rules = TestRules.nudge(TestRules.policy(folder.resolve("rules")), "30m");
        service = RunningService.start(folder, rules, clock, "rulesWatch: false\n");
    }

    @AfterEach
    void stop() {
        if (service != null) {
            service.close();
        }
    }

    private int run(String key, Object... arguments) {
        out.reset();
        err.reset();
        String url = service == null ? "http://127.0.0.1:1" : "http://127.0.0.1:" + service.port("application");
        Terminal terminal = new Terminal(
                new PrintStream(out, true, UTF_8),
                new PrintStream(err, true, UTF_8),
                false,
                Map.of("OPPORTUNE_URL", url, "OPPORTUNE_KEY", key));
        String[] texts = Stream.of(arguments).map(Object::toString).toArray(String[]::new);
        return new Verbs(terminal, clock).run(texts);
    }

    private String said() {
        return out.toString(UTF_8);
    }

    private String complained() {
        return err.toString(UTF_8);
    }

    private String created(String key, Object... arguments) {
        assertThat(run(key, arguments)).isZero();
        return said().strip();
    }

    @Test
    void create_printsTheKeyAlone_andTheRestIsForPeople() {
        start();
        String ana = created("", "keys", "create", "ana", "--scope", "admin");

        assertThat(said()).isEqualTo(ana + "\n").matches("opk_[0-9a-f]{48}\n");
        assertThat(complained()).contains("\"ana\"", "admin", "not shown again").doesNotContain(ana);
        assertThat(run(ana, "keys", "create", "shop", "--scope", "ingest,decide", "--scope", "author"))
                .isZero();
        assertThat(run(ana, "keys", "list")).isZero();
        assertThat(said())
                .contains("shop              author,decide,ingest  made 2026-03-03T12:00:00Z by ana\n")
                .doesNotContain("opk_", "sha256");
    }

    @Test
    void revoke_takesAKeyBackAtOnce() {
        start();
        String ana = created("", "keys", "create", "ana", "--scope", "admin");
        String ben = created(ana, "keys", "create", "ben", "--scope", "admin");

        assertThat(run(ana, "keys", "revoke", "ben")).isZero();
        assertThat(run(ben, "keys", "list")).isEqualTo(2);
        assertThat(complained()).contains("The key is not known");
        assertThat(run(ana, "keys", "list")).isZero();
        assertThat(said()).contains(", revoked 2026-03-03T12:00:00Z\n");
    }

    @Test
    void whatTheOtherKeysDoNotLet_isANo_withTheNextStep() {
        start();
        assertThat(run("", "keys", "create", "shop", "--scope", "ingest")).isEqualTo(1);
        assertThat(said()).isEmpty();
        assertThat(complained()).contains("scope admin first");

        String ana = created("", "keys", "create", "ana", "--scope", "admin");
        assertThat(run(ana, "keys", "revoke", "ana")).isEqualTo(1);
        assertThat(run(ana, "keys", "revoke", "nobody")).isEqualTo(1);
        assertThat(complained()).contains("There is no key \"nobody\"", "keys list");
    }

    @Test
    void database_ofAServiceThatIsNotRunning_isAskedWithoutOne() throws IOException {
        Path database = folder.resolve("test.db");
        assertThat(run("", "keys", "create", "shop", "--scope", "ingest", "--database", database))
                .isEqualTo(1);
        String ana = created("", "keys", "create", "ana", "--scope", "admin", "--database", database);
        created("", "keys", "create", "shop", "--scope", "ingest", "--database", database, "--format", "json");
        assertThat(new ObjectMapper().readTree(said()).path("scopes").path(0).asText())
                .isEqualTo("ingest");
        assertThat(run("", "keys", "revoke", "shop", "--database", database)).isZero();
        assertThat(run("", "keys", "revoke", "shop", "--database", database)).isEqualTo(1);
        assertThat(run("", "keys", "list", "--database", database)).isZero();
        assertThat(said().lines()).hasSize(2);
        assertThat(said()).contains("by command-line");

        start();
        assertThat(run(ana, "keys", "list")).isZero();
        assertThat(run("wrong", "keys", "list")).isEqualTo(2);
        assertThat(run("", "keys", "list", "--database", database)).isEqualTo(2);
        assertThat(complained()).contains("is open in another process", "--url");
    }

    @Test
    void whatCannotBeAsked_isRefused() {
        assertThat(run("", "keys", "list", "--database", folder.resolve("none.db")))
                .isEqualTo(2);
        assertThat(complained()).contains("there is no database");
        assertThat(run("", "keys", "create", "ana")).isEqualTo(2);
        assertThat(complained()).contains("--scope");
        assertThat(run("", "keys", "create", "ana", "--scope", "admn")).isEqualTo(2);
        assertThat(complained()).contains("did you mean \"admin\"?");
        assertThat(run("", "keys", "create", " ", "--scope", "admin", "--database", folder.resolve("a.db")))
                .isEqualTo(2);
        assertThat(complained()).contains("cannot name a key");
        assertThat(run("", "keys", "list")).isEqualTo(2);
        assertThat(complained()).contains("there is no service at", "--database");
    }
}
