package dev.opportune.storage;

import org.jdbi.v3.core.Handle;

/** The table {@code secrets}. */
final class SecretRows {
    /** The value that a name has from now on: the one given, unless it has one already. */
    byte[] keep(Handle handle, String name, byte[] fresh) {
        handle.createUpdate("INSERT OR IGNORE INTO secrets (name, value) VALUES (:name, :value)")
                .bind("name", name)
                .bind("value", fresh)
                .execute();
        return handle.createQuery("SELECT value FROM secrets WHERE name = :name")
                .bind("name", name)
                .mapTo(byte[].class)
                .one();
    }
}
