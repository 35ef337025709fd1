package dev.opportune.storage;

import dev.opportune.kernel.store.Admission;
import dev.opportune.kernel.store.KeptKey;
import dev.opportune.kernel.store.Keyring;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.TreeSet;

/** The table {@code keys} of a store's file. */
final class SqliteKeyring implements Keyring {
    private static final String ALL = """
            SELECT name, hash, scopes, requests_per_second, created_at, created_by, revoked_at FROM keys ORDER BY id""";
    private static final String KEEP = """
            INSERT INTO keys (name, hash, scopes, requests_per_second, created_at, created_by)
            VALUES (:name, :hash, :scopes, :rate, :at, :by)
            ON CONFLICT (name) WHERE revoked_at IS NULL DO NOTHING""";
    private static final String REVOKE = "UPDATE keys SET revoked_at = :at WHERE name = :name AND revoked_at IS NULL";
    private static final String BETWEEN_SCOPES = " ";

    private final SqliteStore store;

    SqliteKeyring(SqliteStore store) {
        this.store = store;
    }

    @Override
    public List<KeptKey> keys() {
        return store.read(handle ->
                handle.createQuery(ALL).map((row, context) -> key(row)).list());
    }

    private static KeptKey key(ResultSet row) throws SQLException {
        return new KeptKey(
                Texts.read(row.getString("name")),
                row.getString("hash"),
                new TreeSet<>(List.of(row.getString("scopes").split(BETWEEN_SCOPES, -1))),
                (Integer) row.getObject("requests_per_second"),
                Millis.read(row.getLong("created_at")),
                Texts.read(row.getString("created_by")),
                row.getObject("revoked_at") == null ? null : Millis.read(row.getLong("revoked_at")));
    }

    @Override
    public boolean keep(KeptKey key) {
        Admission.requireMillis(key.createdAt());
        int kept = store.write(handle -> handle.createUpdate(KEEP)
                .bind("name", Texts.stored(key.name()))
                .bind("hash", key.hash())
                .bind("scopes", String.join(BETWEEN_SCOPES, key.scopes()))
                .bind("rate", key.requestsPerSecond())
                .bind("at", Millis.floor(key.createdAt()))
                .bind("by", Texts.stored(key.createdBy()))
                .execute());
        return kept > 0;
    }

    @Override
    public boolean revoke(String name, Instant at) {
        int revoked = store.write(handle -> handle.createUpdate(REVOKE)
                .bind("at", Millis.floor(at))
                .bind("name", Texts.stored(name))
                .execute());
        return revoked > 0;
    }
}
