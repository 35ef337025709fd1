package dev.opportune.storage;

import org.jdbi.v3.core.Handle;

/** The table {@code absorbed}, and what moves in the others when a profile becomes part of another. */
final class AbsorbedRows {
    static final String SURVIVOR = "SELECT survivor FROM absorbed WHERE id = :id";
    static final String COUNT = "SELECT count(*) FROM absorbed WHERE survivor = :id";
    /** In this order: what refers to a profile moves before its row goes. */
    private static final String[] MOVES = {
        "UPDATE entries SET profile_id = :survivor WHERE profile_id = :id",
        "UPDATE decisions SET profile_id = :survivor WHERE profile_id = :id",
        "UPDATE OR IGNORE exclusions SET profile_id = :survivor WHERE profile_id = :id",
        "DELETE FROM exclusions WHERE profile_id = :id",
        "UPDATE OR IGNORE answers SET profile_id = :survivor WHERE profile_id = :id",
        "DELETE FROM answers WHERE profile_id = :id",
        "UPDATE absorbed SET survivor = :survivor WHERE survivor = :id",
        """
        UPDATE profiles SET
          known = max(known, ifnull((SELECT theirs.known FROM profiles AS theirs WHERE theirs.id = :id), 0)),
          active_at = max(ifnull(active_at, -9223372036854775808),
            ifnull((SELECT theirs.active_at FROM profiles AS theirs WHERE theirs.id = :id), -9223372036854775808))
        WHERE id = :survivor AND EXISTS (SELECT 1 FROM profiles AS theirs WHERE theirs.id = :id)""",
        "DELETE FROM profiles WHERE id = :id",
        "INSERT INTO absorbed (id, survivor) VALUES (:id, :survivor)",
    };

    String survivor(Handle handle, String id) {
        return handle.createQuery(SURVIVOR)
                .bind("id", Texts.stored(id))
                .mapTo(String.class)
                .findOne()
                .map(Texts::read)
                .orElse(id);
    }

    boolean isAbsorbed(Handle handle, String id) {
        return handle.createQuery(SURVIVOR)
                .bind("id", Texts.stored(id))
                .mapTo(String.class)
                .findOne()
                .isPresent();
    }

    long count(Handle handle, String survivor) {
        return handle.createQuery(COUNT)
                .bind("id", Texts.stored(survivor))
                .mapTo(Long.class)
                .one();
    }

    /** The survivor's row must be there. */
    void move(Handle handle, String id, String survivor) {
        for (String move : MOVES) {
            handle.createUpdate(move)
                    .bind("id", Texts.stored(id))
                    .bind("survivor", Texts.stored(survivor))
                    .execute();
        }
    }
}
