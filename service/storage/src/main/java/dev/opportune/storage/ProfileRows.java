package dev.opportune.storage;

import dev.opportune.kernel.store.Store.WakeUp;
import dev.opportune.kernel.store.Timeline.State;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** The table {@code profiles}: where each profile stands. */
final class ProfileRows {
    static final String STATE = "SELECT body FROM profiles WHERE id = :id";
    static final String VERSION = "SELECT version FROM profiles WHERE id = :id";
    static final String KNOWN = "SELECT known FROM profiles WHERE id = :id";
    static final String WAKE_UPS = """
            SELECT id, wake_up FROM profiles
            WHERE wake_up IS NOT NULL AND wake_up <= :until ORDER BY wake_up, id LIMIT :limit""";
    static final String NEXT_WAKE_UP =
            "SELECT wake_up FROM profiles WHERE wake_up IS NOT NULL ORDER BY wake_up LIMIT 1";
    static final String NOT_UNDER = """
            SELECT id FROM profiles
            WHERE id > :after AND revision <> :rules AND active_at >= :since ORDER BY id LIMIT :limit""";
    private static final String PUT = """
            INSERT INTO profiles (id, version, revision, wake_up, active_at, known, body)
            VALUES (:id, :version, :revision, :wakeUp, :activeAt, :known, :body)
            ON CONFLICT (id) DO UPDATE SET version = excluded.version, revision = excluded.revision,
              wake_up = excluded.wake_up, body = excluded.body, known = max(known, excluded.known),
              active_at = max(ifnull(active_at, excluded.active_at), ifnull(excluded.active_at, active_at))""";

    private final Json json;

    ProfileRows(Json json) {
        this.json = json;
    }

    Optional<State> state(Handle handle, String id) {
        return handle.createQuery(STATE)
                .bind("id", Texts.stored(id))
                .mapTo(String.class)
                .findOne()
                .map(body -> json.read(body, State.class));
    }

    long version(Handle handle, String id) {
        return handle.createQuery(VERSION)
                .bind("id", Texts.stored(id))
                .mapTo(Long.class)
                .findOne()
                .orElse(0L);
    }

    boolean isKnown(Handle handle, String id) {
        return handle.createQuery(KNOWN)
                .bind("id", Texts.stored(id))
                .mapTo(Integer.class)
                .findOne()
                .filter(known -> known == 1)
                .isPresent();
    }

    List<WakeUp> wakeUps(Handle handle, Instant until, int limit) {
        return handle.createQuery(WAKE_UPS)
                .bind("until", Millis.floor(until))
                .bind("limit", limit)
                .map((row, context) -> new WakeUp(Texts.read(row.getString(1)), Millis.read(row.getLong(2))))
                .list();
    }

    Optional<Instant> nextWakeUp(Handle handle) {
        return handle.createQuery(NEXT_WAKE_UP).mapTo(Long.class).findOne().map(Millis::read);
    }

    List<String> notUnder(Handle handle, String rules, Instant activeSince, String after, int limit) {
        return handle
                .createQuery(NOT_UNDER)
                .bind("after", Texts.stored(after))
                .bind("rules", Texts.stored(rules))
                .bind("since", Millis.ceiling(activeSince))
                .bind("limit", limit)
                .mapTo(String.class)
                .stream()
                .map(Texts::read)
                .toList();
    }

    /**
     * @param activeAt when the latest entry of this transaction happened; null if there is none
     * @param known whether somebody who knows the person named the profile in this transaction
     */
    record Put(String id, State state, @Nullable Instant activeAt, boolean known) {}

    void put(Handle handle, Iterable<Put> puts) {
        Batch.run(
                handle,
                PUT,
                puts,
                (batch, put) -> batch.bind("id", Texts.stored(put.id()))
                        .bind("version", put.state().version())
                        .bind("revision", Texts.stored(put.state().revision()))
                        .bind("wakeUp", Millis.floorOrNull(put.state().wakeUp()))
                        .bind("activeAt", Millis.floorOrNull(put.activeAt()))
                        .bind("known", put.known() ? 1 : 0)
                        .bind("body", json.write(put.state())));
    }
}
