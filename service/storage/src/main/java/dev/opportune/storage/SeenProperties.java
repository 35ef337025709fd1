package dev.opportune.storage;

import dev.opportune.kernel.store.StoreException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** Which properties the events of a database had, read beside whoever writes it. */
public final class SeenProperties {
    /** How many events are looked at, the latest first: names repeat, and whoever asks is waiting. */
    static final int MOST_EVENTS = 100_000;

    private static final String NAMES = """
            SELECT DISTINCT json_extract(event.body, '$.name') AS name, property.key AS property
            FROM (SELECT body FROM entries WHERE kind = 'event' AND occurred_at >= ? ORDER BY sequence DESC LIMIT ?)
              AS event LEFT JOIN json_each(event.body, '$.properties') AS property""";

    private SeenProperties() {}

    /**
     * The names of the properties, by the name of the event.
     *
     * @param since when the events happened at the earliest
     * @throws StoreException if there is no database of this version
     */
    public static SortedMap<String, SortedSet<String>> read(Path database, Instant since) {
        if (!Files.isRegularFile(database)) {
            throw new StoreException("database_missing: there is no database " + database
                    + ". Name one that the service" + " has written.");
        }
        try (Connection connection = new Connections(database).reading();
                PreparedStatement query = connection.prepareStatement(NAMES)) {
            query.setLong(1, Millis.floor(since));
            query.setInt(2, MOST_EVENTS);
            try (ResultSet rows = query.executeQuery()) {
                return names(rows);
            }
        } catch (SQLException failed) {
            throw new StoreException(
                    "database_read: " + database + " could not be read: " + failed.getMessage() + ". Name one that the"
                            + " service has written.",
                    failed);
        }
    }

    private static SortedMap<String, SortedSet<String>> names(ResultSet rows) throws SQLException {
        SortedMap<String, SortedSet<String>> names = new TreeMap<>();
        while (rows.next()) {
            SortedSet<String> properties = names.computeIfAbsent(rows.getString(1), event -> new TreeSet<>());
            String property = rows.getString(2);
            if (property != null) {
                properties.add(property);
            }
        }
        return names;
    }
}
