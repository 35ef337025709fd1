package dev.opportune.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.opportune.app.OpportuneApplication;
import dev.opportune.storage.SqliteStore;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.eclipse.jetty.server.Server;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What keeps the service from starting is said in words, and nothing is left running. */
class ServeVerbTest {
    private static final String SERVER = """
            server:
              applicationConnectors: [{type: http, bindHost: %s, port: %d}]
              adminConnectors: [{type: http, bindHost: 127.0.0.1, port: 0}]
              requestLog: {appenders: []}
            """;

    @TempDir
    private Path folder;

    private Captured serve(String host, int port, Path rules, String more) throws IOException {
        return Captured.run("serve", config(host, port, rules, more));
    }

    private Path config(String host, int port, Path rules, String more) throws IOException {
        String config = "database: " + folder.resolve("test.db") + "\nrules: " + rules + "\n" + more
                + String.format(java.util.Locale.ROOT, SERVER, host, port);
        return Files.writeString(folder.resolve("config.yml"), config);
    }

    private static void assertRefused(Captured serve, String... words) {
        assertThat(serve.exitCode()).isEqualTo(2);
        assertThat(serve.out()).isEmpty();
        assertThat(serve.err()).startsWith("opportune: ").contains(words).doesNotContain("\tat ", "Exception");
    }

    private static Path shipped() {
        return Captured.HOME.resolve("rules");
    }

    @Test
    void config_thatIsNotThere_isNamed() {
        assertRefused(Captured.run("serve", folder.resolve("none.yml")), "none.yml");
    }

    @Test
    void setting_thatIsMisspelt_isSuggestedBetter() throws IOException {
        assertRefused(serve("127.0.0.1", 0, shipped(), "databse: x\n"), "databse", "Did you mean", "- database");
    }

    @Test
    void choice_thatThereIsNot_isAnsweredWithThoseThereAre() throws IOException {
        assertRefused(
                serve("127.0.0.1", 0, shipped(), "unknownConsent: grnted\n"),
                "unknownConsent",
                "must be one of [withdrawn, granted]");
    }

    @Test
    void address_thatOthersReach_wantsKeys() throws IOException {
        assertRefused(serve("0.0.0.0", 0, shipped(), ""), "0.0.0.0", "keys create NAME --scope admin --database");
        SqliteStore.open(folder.resolve("test.db")).close();
    }

    @Test
    void address_thatOthersReach_isServed_onceTheDatabaseHasAKey() throws Exception {
        Path database = folder.resolve("test.db");
        assertThat(Captured.run("keys", "create", "ana", "--scope", "admin", "--database", database)
                        .exitCode())
                .isZero();
        Server server = OpportuneApplication.serving().start(config("0.0.0.0", 0, shipped(), ""));
        try {
            assertThat(server.isStarted()).isTrue();
        } finally {
            server.stop();
        }
    }

    @Test
    void port_thatIsTaken_isNamedWithAWayOut() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            assertRefused(
                    serve("127.0.0.1", taken.getLocalPort(), shipped(), ""),
                    String.valueOf(taken.getLocalPort()),
                    "OPPORTUNE_PORT");
        }
        assertThat(Files.exists(folder.resolve("test.db"))).isTrue();
        SqliteStore.open(folder.resolve("test.db")).close();
    }

    @Test
    void database_thatAnotherHasOpen_isNotTouched() throws IOException {
        try (SqliteStore other = SqliteStore.open(folder.resolve("test.db"))) {
            assertRefused(serve("127.0.0.1", 0, shipped(), ""), "database_in_use", "test.db");
            assertThat(other.activations()).isEmpty();
        }
    }

    @Test
    void database_thatIsNone_isNamed() throws IOException {
        Files.writeString(folder.resolve("test.db"), "timestamp,userId,event\n".repeat(100));

        assertRefused(serve("127.0.0.1", 0, shipped(), ""), "database_file", "test.db", "Name another file");
    }

    @Test
    void database_inAFolderThatCannotBe_isNamed() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "");
        Path config = Files.writeString(folder.resolve("config.yml"), "database: " + file.resolve("test.db") + "\n");

        assertRefused(Captured.run("serve", config), "database_folder", "test.db", "Name one that can be written to");
    }

    @Test
    void rules_thatAreBroken_areToldWithTheirPlaces() throws IOException {
        Path rules = Files.createDirectory(folder.resolve("rules"));
        Files.writeString(rules.resolve("policy.yml"), "dance: true\n");

        assertRefused(serve("127.0.0.1", 0, rules, ""), "policy.yml:1");
    }
}
