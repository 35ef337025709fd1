package dev.opportune.storage;

import dev.opportune.kernel.store.Admission;
import dev.opportune.kernel.store.Motion;
import java.util.List;
import org.jdbi.v3.core.Handle;

/** Motions, in the table {@code proposals}: one row for each who proposes. */
final class MotionRows {
    private static final String PUT = """
            INSERT INTO proposals (proposed_by, at, revision, note) VALUES (:by, :at, :revision, :note)
            ON CONFLICT (proposed_by) DO UPDATE SET at = excluded.at, revision = excluded.revision, note = excluded.note""";

    List<Motion> all(Handle handle) {
        return handle.createQuery("SELECT at, revision, proposed_by, note FROM proposals ORDER BY at, proposed_by")
                .map((row, context) -> new Motion(
                        Millis.read(row.getLong(1)),
                        Texts.read(row.getString(2)),
                        Texts.read(row.getString(3)),
                        Texts.read(row.getString(4))))
                .list();
    }

    void put(Handle handle, Motion motion) {
        Admission.requireMillis(motion.at());
        handle.createUpdate(PUT)
                .bind("by", Texts.stored(motion.by()))
                .bind("at", Millis.floor(motion.at()))
                .bind("revision", Texts.stored(motion.revision()))
                .bind("note", Texts.stored(motion.note()))
                .execute();
    }

    void withdraw(Handle handle, String proposedBy) {
        delete(handle, "proposed_by", proposedBy);
    }

    /** That nobody has to propose a revision any more. */
    void settle(Handle handle, String revision) {
        delete(handle, "revision", revision);
    }

    private static void delete(Handle handle, String column, String value) {
        handle.createUpdate("DELETE FROM proposals WHERE " + column + " = :value")
                .bind("value", Texts.stored(value))
                .execute();
    }
}
