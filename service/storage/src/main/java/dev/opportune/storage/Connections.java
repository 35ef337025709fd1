package dev.opportune.storage;

import dev.opportune.kernel.store.StoreException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;

/**
 * Opens connections to one database file. Pragmas are properties of a connection, not statements sent afterwards, and each
 * is read back: SQLite says nothing when it does not follow one.
 */
final class Connections {
    private static final int BUSY_TIMEOUT_MILLIS = 5_000;
    /** Older ones can corrupt a database in WAL mode. */
    private static final List<Integer> OLDEST_SQLITE = List.of(3, 51, 3);

    private static final Map<String, String> PRAGMAS = new TreeMap<>(Map.of(
            "busy_timeout", String.valueOf(BUSY_TIMEOUT_MILLIS),
            "foreign_keys", "1",
            "journal_mode", "wal",
            "synchronous", "2"));

    private final Path file;

    Connections(Path file) {
        this.file = file;
    }

    Connection writing() throws SQLException {
        SQLiteConfig config = config();
        config.setTransactionMode(SQLiteConfig.TransactionMode.IMMEDIATE);
        return open(config);
    }

    Connection reading() throws SQLException {
        SQLiteConfig config = config();
        config.setReadOnly(true);
        return open(config);
    }

    /** For the migrations, which manage connections themselves. */
    SQLiteDataSource dataSource() {
        return dataSource(config());
    }

    private static SQLiteConfig config() {
        SQLiteConfig config = new SQLiteConfig();
        config.setJournalMode(SQLiteConfig.JournalMode.WAL);
        config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
        config.enforceForeignKeys(true);
        config.setBusyTimeout(BUSY_TIMEOUT_MILLIS);
        return config;
    }

    private SQLiteDataSource dataSource(SQLiteConfig config) {
        SQLiteDataSource source = new SQLiteDataSource(config);
        source.setUrl("jdbc:sqlite:" + file.toAbsolutePath());
        return source;
    }

    private Connection open(SQLiteConfig config) throws SQLException {
        Connection connection = dataSource(config).getConnection();
        try {
            verify(connection);
            return connection;
        } catch (SQLException | RuntimeException refused) {
            connection.close();
            throw refused;
        }
    }

    /** @throws StoreException that names everything about the connection that is not as it must be */
    static void verify(Connection connection) throws SQLException {
        List<String> problems = new ArrayList<>();
        String version = value(connection, "SELECT sqlite_version()");
        if (isOlder(version)) {
            problems.add("SQLite is " + version + " and must be 3.51.3 or newer");
        }
        for (Map.Entry<String, String> pragma : PRAGMAS.entrySet()) {
            String found = value(connection, "PRAGMA " + pragma.getKey());
            if (!pragma.getValue().equals(found)) {
                problems.add(pragma.getKey() + " is " + found + " and must be " + pragma.getValue());
            }
        }
        if (!problems.isEmpty()) {
            throw new StoreException("database_settings: " + String.join("; ", problems)
                    + ". Put the database on a local disk, and use the SQLite driver that this version came with.");
        }
    }

    static boolean isOlder(String version) {
        String[] parts = version.split("\\.", -1);
        for (int i = 0; i < OLDEST_SQLITE.size(); i++) {
            int part = i < parts.length ? Integer.parseInt(parts[i]) : 0;
            if (part != OLDEST_SQLITE.get(i)) {
                return part < OLDEST_SQLITE.get(i);
            }
        }
        return false;
    }

    private static String value(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            return row.next() ? String.valueOf(row.getString(1)) : "unset";
        }
    }
}
