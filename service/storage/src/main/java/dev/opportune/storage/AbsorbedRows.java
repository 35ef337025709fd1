package dev.opportune.storage;

import dev.opportune.kernel.store.Absorbed;
import java.util.List;
import org.jdbi.v3.core.Handle;

/** The table {@code absorbed}, and what moves in the others when a profile becomes part of another. */
final class AbsorbedRows {
    static final String SURVIVOR = """
            SELECT survivor FROM absorbed
            WHERE id = :id AND asked >= :asked AND NOT EXISTS (SELECT 1 FROM profiles WHERE profiles.id = :id)""";
    static final String ABSORBED = "SELECT 1 FROM absorbed WHERE id = :id AND asked = :asked";
    static final String COUNT = "SELECT count(*) FROM absorbed WHERE survivor = :id";
    static final String ALL = "SELECT id FROM absorbed WHERE survivor = :id ORDER BY id";
    /** In this order: what refers to a profile moves before its row goes. */
    private static final String[] MOVES = {
        "UPDATE entries SET profile_id = :survivor WHERE profile_id = :id",
        "UPDATE decisions SET profile_id = :survivor WHERE profile_id = :id",
        "UPDATE OR IGNORE exclusions SET profile_id = :survivor WHERE profile_id = :id",
        "DELETE FROM exclusions WHERE profile_id = :id",
        "UPDATE absorbed SET survivor = :survivor WHERE survivor = :id",
        """
        UPDATE profiles SET
          known = max(known, ifnull((SELECT theirs.known FROM profiles AS theirs WHERE theirs.id = :id), 0)),
          active_at = max(ifnull(active_at, -9223372036854775808),
            ifnull((SELECT theirs.active_at FROM profiles AS theirs WHERE theirs.id = :id), -9223372036854775808))
        WHERE id = :survivor AND EXISTS (SELECT 1 FROM profiles AS theirs WHERE theirs.id = :id)""",
        "DELETE FROM profiles WHERE id = :id",
        "INSERT OR REPLACE INTO absorbed (id, survivor, asked) VALUES (:id, :survivor, :asked)",
    };

    /** @param asked 1 for those alone whom somebody asked for, 0 for all */
    String survivor(Handle handle, String id, int asked) {
        return handle.createQuery(SURVIVOR)
                .bind("id", Texts.stored(id))
                .bind("asked", asked)
                .mapTo(String.class)
                .findOne()
                .map(Texts::read)
                .orElse(id);
    }

    boolean isAbsorbed(Handle handle, String id, boolean asked) {
        return handle.createQuery(ABSORBED)
                .bind("id", Texts.stored(id))
                .bind("asked", asked ? 1 : 0)
                .mapTo(Integer.class)
                .findOne()
                .isPresent();
    }

    long count(Handle handle, String survivor) {
        return handle.createQuery(COUNT)
                .bind("id", Texts.stored(survivor))
                .mapTo(Long.class)
                .one();
    }

    List<String> all(Handle handle, String survivor) {
        return handle.createQuery(ALL).bind("id", Texts.stored(survivor)).mapTo(String.class).stream()
                .map(Texts::read)
                .toList();
    }

    /** The survivor's row must be there. */
    void move(Handle handle, Absorbed absorbed, String survivor) {
        for (String move : MOVES) {
            handle.createUpdate(move)
                    .bind("id", Texts.stored(absorbed.profileId()))
                    .bind("survivor", Texts.stored(survivor))
                    .bind("asked", absorbed.asked() ? 1 : 0)
                    .execute();
        }
    }
}
