package dev.opportune.storage;

import static dev.opportune.storage.Samples.NOON;
import static dev.opportune.storage.Samples.SOURCE;
import static dev.opportune.storage.Samples.advance;
import static dev.opportune.storage.Samples.event;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.opportune.kernel.decision.Decision;
import dev.opportune.kernel.store.Activation;
import dev.opportune.kernel.store.Advance;
import dev.opportune.kernel.store.Failing;
import dev.opportune.kernel.store.StoreException;
import dev.opportune.kernel.timeline.Consents;
import dev.opportune.kernel.timeline.Entry;
import dev.opportune.kernel.timeline.Event;
import dev.opportune.kernel.timeline.Preference;
import dev.opportune.kernel.timeline.ProfileChange;
import dev.opportune.kernel.timeline.Statement;
import dev.opportune.kernel.timeline.Traits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a store looks at before it takes anything. */
class OpeningTest {
    @TempDir
    private Path folder;

    private Path database;

    @BeforeEach
    void name() {
        database = folder.resolve("opportune.db");
    }

    @Test
    void aSecret_keptOnce_staysAsItIs() {
        try (SqliteStore store = SqliteStore.open(database)) {
            assertThat(store.secret("links", new byte[] {1, 2})).containsExactly(1, 2);
        }
        try (SqliteStore store = SqliteStore.open(database)) {
            assertThat(store.secret("links", new byte[] {3})).containsExactly(1, 2);
        }
    }

    @Test
    void aStore_openedAgain_hasAllThatWasCommitted() {
        try (SqliteStore store = SqliteStore.open(database)) {
            store.commit(List.of(Rich.advance()), NOON);
            store.activate(new Activation(NOON, "r1", "ana"), Map.of("policy.yml", new byte[] {1}));
        }
        try (SqliteStore store = SqliteStore.open(database)) {
            assertThat(store.state(Rich.PROFILE)).contains(Rich.advance().state());
            assertThat(store.timeline(Rich.PROFILE).orElseThrow().entries())
                    .containsExactly(Rich.advance().entry());
            assertThat(store.activations()).containsExactly(new Activation(NOON, "r1", "ana"));
            assertThat(store.files("r1").orElseThrow()).containsEntry("policy.yml", new byte[] {1});

            store.commit(List.of(advance("u1", 1, event("u1", "e1", NOON))), NOON);
            assertThat(store.log("u1", 0, 1).get(0).sequence()).isEqualTo(5);
        }
    }

    @Test
    void aDatabase_inAFolderThatIsNotThere_makesIt() {
        Path deep = folder.resolve("a").resolve("b").resolve("opportune.db");
        SqliteStore.open(deep).close();
        assertThat(deep).exists();
    }

    @Test
    void everyConnection_hasTheSettingsAskedFor() throws SQLException {
        SqliteStore.open(database).close();
        Connections connections = new Connections(database);
        try (Connection writing = connections.writing();
                Connection reading = connections.reading()) {
            for (Connection connection : List.of(writing, reading)) {
                assertThat(pragma(connection, "journal_mode")).isEqualTo("wal");
                assertThat(pragma(connection, "synchronous")).isEqualTo("2");
                assertThat(pragma(connection, "foreign_keys")).isEqualTo("1");
                assertThat(pragma(connection, "busy_timeout")).isEqualTo("5000");
            }
            assertThatThrownBy(() -> reading.createStatement().execute("DELETE FROM answers"))
                    .hasMessageContaining("SQLITE_READONLY");
        }
    }

    private static String pragma(Connection connection, String name) throws SQLException {
        try (var statement = connection.createStatement();
                var row = statement.executeQuery("PRAGMA " + name)) {
            return row.getString(1);
        }
    }

    @Test
    void aConnection_withOtherSettings_isRefusedWithAllOfThem() throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + database)) {
            connection.createStatement().execute("PRAGMA synchronous = NORMAL");

            assertThatThrownBy(() -> Connections.verify(connection))
                    .isInstanceOf(StoreException.class)
                    .hasMessageStartingWith("database_settings: ")
                    .hasMessageContaining("foreign_keys is 0 and must be 1")
                    .hasMessageContaining("journal_mode is delete and must be wal")
                    .hasMessageContaining("synchronous is 1 and must be 2");
        }
    }

    @Test
    void aDatabase_thatCannotHaveAWriteAheadLog_isRefused() {
        Path inMemory = Path.of(":memory:");
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + inMemory)) {
            assertThatThrownBy(() -> Connections.verify(connection))
                    .hasMessageContaining("journal_mode is memory and must be wal");
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void sqlite_olderThanTheOldestThatIsSafe_isTooOld() {
        assertThat(List.of("3.51.2", "3.50.9", "2.99.99", "3.51")).allMatch(Connections::isOlder);
        assertThat(List.of("3.51.3", "3.51.10", "3.54.1", "4.0.0")).noneMatch(Connections::isOlder);
    }

    @Test
    void aSecondStore_onTheSameDatabase_isKeptOut() {
        try (SqliteStore store = SqliteStore.open(database)) {
            assertThatThrownBy(() -> SqliteStore.open(database))
                    .isInstanceOf(StoreException.class)
                    .hasMessageStartingWith("database_in_use: " + database);
            assertThat(store.knows(SOURCE, "e")).isFalse();
        }
        SqliteStore.open(database).close();
    }

    @Test
    void aSecondProcess_onTheSameDatabase_isKeptOutAndToldByWhom() throws Exception {
        try (SqliteStore store = SqliteStore.open(database);
                ChildJvm child = ChildJvm.run(Intruder.class, database)) {
            assertThat(child.line())
                    .isEqualTo("database_in_use: " + database + " is open in another process (process "
                            + ProcessHandle.current().pid()
                            + "). Stop that one, or give this one a database of its own.");
            assertThat(store.nextWakeUp()).isEqualTo(Optional.empty());
        }
    }

    /** A process that opens a database which is open already, and prints what it is told. */
    static final class Intruder {
        private Intruder() {}

        public static void main(String[] arguments) {
            try (SqliteStore store = SqliteStore.open(Path.of(arguments[0]))) {
                System.out.println("let in: " + store.nextWakeUp());
            } catch (StoreException e) {
                System.out.println(e.getMessage());
            }
        }
    }

    @Test
    void aLockFile_leftByAProcessThatDied_isNoHindrance() throws Exception {
        Files.writeString(folder.resolve("opportune.db.lock"), "99999999");
        SqliteStore.open(database).close();
        assertThat(database).exists();
    }

    @Test
    void aFile_thatIsNoDatabase_isNamedAndNotCalledOld() throws IOException {
        Path notes = Files.writeString(folder.resolve("notes.txt"), "timestamp,userId,event\n".repeat(100));

        assertThatThrownBy(() -> SqliteStore.open(notes))
                .isInstanceOf(StoreException.class)
                .hasMessageStartingWith("database_file: " + notes + " cannot be used as a database")
                .hasMessageNotContaining("\n");
        assertThat(notes).hasSize(2300);
    }

    @Test
    void aDatabase_ofANewerVersion_isRefusedAndReleased() throws SQLException {
        SqliteStore.open(database).close();
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + database)) {
            connection
                    .createStatement()
                    .execute("INSERT INTO flyway_schema_history (installed_rank, version, description, type, script,"
                            + " checksum, installed_by, execution_time, success)"
                            + " VALUES (99, '99', 'later', 'SQL', 'V99__later.sql', 1, '', 1, 1)");
        }
        for (int attempt = 0; attempt < 2; attempt++) {
            assertThatThrownBy(() -> SqliteStore.open(database))
                    .isInstanceOf(StoreException.class)
                    .hasMessageStartingWith("database_form: ")
                    .hasMessageEndingWith("Start the version that wrote it last, or a newer one.");
        }
    }

    /** What the first version wrote, as it wrote it: it knew neither the columns nor the tables that came later. */
    @Test
    void aDatabase_ofTheFirstVersion_isBroughtToTheFormOfThisOne() throws SQLException {
        Advance rich = Rich.advance();
        ProfileChange change = (ProfileChange) Rich.change("c1");
        try (SqliteStore store = SqliteStore.open(database)) {
            store.commit(List.of(rich, advance(Rich.PROFILE, 2, change)), NOON);
            store.commit(List.of(advance("u1", 1, event("u1", "e1", NOON))), NOON);
            store.activate(new Activation(NOON, "r1", "ana"), Map.of("policy.yml", new byte[] {1}));
        }
        asTheFirstVersionWroteIt();
        try (SqliteStore store = SqliteStore.open(database)) {
            assertThat(store.activations()).containsExactly(new Activation(NOON, "r1", "ana"));
            assertThat(store.motions()).isEmpty();
            assertThat(store.isKnown(Rich.PROFILE)).isTrue();
            assertThat(store.isKnown("u1")).isFalse();
            assertThat(store.wholeTimeline(Rich.PROFILE).orElseThrow().decisions())
                    .filteredOn(Decision::isOpening)
                    .extracting(opening -> opening.cause().statement())
                    .containsOnly(Statement.NONE);
            assertThat(store.wholeTimeline(Rich.PROFILE).orElseThrow().entries())
                    .extracting(Entry::statement)
                    .containsExactly(
                            Statement.NONE,
                            change.statement()
                                    .withMemberships(Map.of())
                                    .withPreferences(
                                            Map.of("sms", Preference.WITHDRAWN, "marketing", Preference.GRANTED)));
            assertThat(((Event) store.wholeTimeline(Rich.PROFILE)
                                    .orElseThrow()
                                    .entries()
                                    .get(0))
                            .properties())
                    .isEqualTo(Rich.properties());
            Traits traits = store.state("u1").orElseThrow().traits();
            assertThat(traits.consents().of("marketing")).isEqualTo(Consents.Status.GRANTED);
            assertThat(traits.consents().withdrawn()).containsExactly("sms");
            assertThat(traits.consents().purposes().get("sms").at()).isNotNull();
            assertThat(traits.consents().of("others")).isEqualTo(Consents.Status.WITHDRAWN);
            assertThat(store.state("u1").orElseThrow().base().traits().consents())
                    .isEqualTo(Consents.UNKNOWN);
        }
    }

    private void asTheFirstVersionWroteIt() throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + database);
                java.sql.Statement statement = connection.createStatement()) {
            for (String sql : List.of(
                    "DROP TABLE keys",
                    "DROP TABLE secrets",
                    "DROP TABLE absorbed",
                    "ALTER TABLE profiles DROP COLUMN known",
                    "UPDATE entries SET body = json_remove(body, '$.statement') WHERE kind = 'event'",
                    "UPDATE decisions SET body = json_remove(body, '$.cause.statement')",
                    """
                    UPDATE entries SET body = json_object('receivedAt', body -> '$.receivedAt',
                      'traits', body -> '$.statement.traits', 'consents', body -> '$.statement.consents',
                      'preferences', json('{"sms":false,"marketing":true}'),
                      'timezone', body -> '$.statement.timezone', 'segments', body -> '$.statement.segments',
                      'unreachable', body -> '$.statement.unreachable', 'backfill', body -> '$.backfill')
                    WHERE kind = 'profile'""",
                    """
                    UPDATE profiles SET body = json_set(body,
                      '$.traits.consents', json('{"granted":["marketing"],"withdrawn":["sms"],"listed":true}'),
                      '$.base.traits.consents', json('{"granted":[],"withdrawn":[],"listed":false}'))""",
                    "DROP TABLE proposals",
                    "DROP TABLE exclusions",
                    "DROP INDEX decisions_waiting",
                    "DROP INDEX decisions_opened",
                    "ALTER TABLE activations DROP COLUMN note",
                    "ALTER TABLE activations DROP COLUMN left_out",
                    "ALTER TABLE activations DROP COLUMN outranked",
                    "UPDATE profiles SET body = json_remove(body, '$.exclusions[0].extent', '$.exclusions[0].failure',"
                            + " '$.exclusions[1].extent', '$.exclusions[1].failure')",
                    "DELETE FROM flyway_schema_history WHERE version > '1'")) {
                statement.execute(sql);
            }
        }
    }

    @Test
    void exclusions_thatTheFirstVersionKeptInBodiesOnly_areCounted() throws SQLException {
        try (SqliteStore store = SqliteStore.open(database)) {
            store.commit(List.of(Rich.advance()), NOON);
        }
        asTheFirstVersionWroteIt();
        try (SqliteStore store = SqliteStore.open(database)) {
            assertThat(store.failing("9c41", Instant.EPOCH))
                    .extracting(Failing::profiles)
                    .containsExactly(1L);
            assertThat(store.state(Rich.PROFILE).orElseThrow().exclusions())
                    .extracting(exclusion -> exclusion.rule() + " " + exclusion.extent() + " "
                            + exclusion.failure().thrown())
                    .containsExactly(Rich.ODD + " RULE ", "r RULE ");
        }
    }
}
