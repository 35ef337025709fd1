package dev.opportune.storage;

import dev.opportune.kernel.store.Answer;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** The table {@code answers}: what was answered to requests that may be repeated. */
final class AnswerRows {
    static final String ONE = """
            SELECT request, body, stored_at FROM answers
            WHERE profile_id = :profile AND key = :key AND stored_at >= :since""";
    static final String ALL = """
            SELECT key, request, body, stored_at FROM answers WHERE profile_id = :profile ORDER BY key""";
    static final String FORGET = "DELETE FROM answers WHERE stored_at < :before";
    private static final String PUT = """
            INSERT INTO answers (profile_id, key, request, body, stored_at)
            VALUES (:profile, :key, :request, :body, :storedAt)
            ON CONFLICT (profile_id, key) DO UPDATE
            SET request = excluded.request, body = excluded.body, stored_at = excluded.stored_at""";
    private static final Duration KEPT = Duration.ofHours(24);

    Optional<Answer> one(Handle handle, String profileId, String key, Instant notBefore) {
        return handle.createQuery(ONE)
                .bind("profile", Texts.stored(profileId))
                .bind("key", Texts.stored(key))
                .bind("since", Millis.ceiling(notBefore))
                .map((row, context) -> read(profileId, key, row))
                .findOne();
    }

    List<Answer> all(Handle handle, String profileId) {
        return handle.createQuery(ALL)
                .bind("profile", Texts.stored(profileId))
                .map((row, context) -> read(profileId, Texts.read(row.getString("key")), row))
                .list();
    }

    private static Answer read(String profileId, String key, ResultSet row) throws SQLException {
        return new Answer(
                profileId,
                key,
                Texts.read(row.getString("request")),
                Texts.read(row.getString("body")),
                Millis.read(row.getLong("stored_at")));
    }

    /** Keeps answers, and forgets those that nobody may ask for any more. */
    void put(Handle handle, List<Answer> answers, Instant now) {
        if (answers.isEmpty()) {
            return;
        }
        handle.createUpdate(FORGET)
                .bind("before", Millis.floor(now.minus(KEPT)))
                .execute();
        Batch.run(
                handle,
                PUT,
                answers,
                (batch, answer) -> batch.bind("profile", Texts.stored(answer.profileId()))
                        .bind("key", Texts.stored(answer.key()))
                        .bind("request", Texts.stored(answer.request()))
                        .bind("body", Texts.stored(answer.body()))
                        .bind("storedAt", Millis.floor(answer.storedAt())));
    }
}
