package dev.opportune.storage;

import dev.opportune.kernel.store.Logged;
import dev.opportune.kernel.timeline.Entry;
import dev.opportune.kernel.timeline.Event;
import dev.opportune.kernel.timeline.ProfileChange;
import dev.opportune.kernel.timeline.Properties;
import dev.opportune.kernel.timeline.Statement;
import dev.opportune.kernel.timeline.Step;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** The table {@code entries}: what came in from outside. */
final class EntryRows {
    private static final String COLUMNS =
            "SELECT sequence, profile_id, source, id, kind, occurred_at, late, body FROM entries ";
    static final String SINCE = COLUMNS + "WHERE profile_id = :profile AND occurred_at >= :since";
    static final String LOGGED =
            COLUMNS + "WHERE profile_id = :profile AND sequence > :after ORDER BY sequence LIMIT :limit";
    static final String KNOWS = "SELECT 1 FROM entries WHERE source = :source AND id = :id";
    private static final String PUT = """
            INSERT INTO entries (sequence, profile_id, source, id, kind, occurred_at, late, body)
            VALUES (:sequence, :profile, :source, :id, :kind, :occurredAt, :late, :body)""";
    private static final String EVENT = "event";
    private static final String PROFILE = "profile";

    private final Json json;

    EntryRows(Json json) {
        this.json = json;
    }

    boolean knows(Handle handle, String source, String id) {
        return handle.createQuery(KNOWS)
                .bind("source", Texts.stored(source))
                .bind("id", Texts.stored(id))
                .mapTo(Integer.class)
                .findOne()
                .isPresent();
    }

    /** The entries from a step on, in the order of their steps. */
    List<Entry> since(Handle handle, String profileId, Step step) {
        return handle
                .createQuery(SINCE)
                .bind("profile", Texts.stored(profileId))
                .bind("since", Millis.floor(step.at()))
                .map((row, context) -> logged(row).entry())
                .stream()
                // The database orders texts by code point and Java by code unit; the steps are Java's.
                .filter(entry -> !entry.step().isBefore(step))
                .sorted(Comparator.comparing(Entry::step))
                .toList();
    }

    List<Logged.Taken> logged(Handle handle, String profileId, long after, int limit) {
        return handle.createQuery(LOGGED)
                .bind("profile", Texts.stored(profileId))
                .bind("after", after)
                .bind("limit", limit)
                .map((row, context) -> logged(row))
                .list();
    }

    void put(Handle handle, List<Logged.Taken> entries) {
        Batch.run(handle, PUT, entries, (batch, taken) -> {
            Entry entry = taken.entry();
            batch.bind("sequence", taken.sequence())
                    .bind("profile", Texts.stored(entry.profileId()))
                    .bind("source", Texts.stored(entry.source()))
                    .bind("id", Texts.stored(entry.id()))
                    .bind("kind", entry instanceof Event ? EVENT : PROFILE)
                    .bind("occurredAt", Millis.floor(entry.occurredAt()))
                    .bind("late", taken.late() ? 1 : 0)
                    .bind("body", json.write(body(entry)));
        });
    }

    private Logged.Taken logged(ResultSet row) throws SQLException {
        String profileId = Texts.read(row.getString("profile_id"));
        String source = Texts.read(row.getString("source"));
        String id = Texts.read(row.getString("id"));
        Instant occurredAt = Millis.read(row.getLong("occurred_at"));
        String body = row.getString("body");
        Entry entry = row.getString("kind").equals(EVENT)
                ? json.read(body, EventBody.class).event(source, id, profileId, occurredAt)
                : json.read(body, ChangeBody.class).change(source, id, profileId, occurredAt);
        return new Logged.Taken(row.getLong("sequence"), entry, row.getInt("late") == 1);
    }

    private static Object body(Entry entry) {
        return entry instanceof Event event ? EventBody.of(event) : ChangeBody.of((ProfileChange) entry);
    }

    private record EventBody(
            String name,
            Instant receivedAt,
            Properties properties,
            @Nullable Statement statement,
            boolean backfill,
            boolean clamped) {
        static EventBody of(Event event) {
            return new EventBody(
                    event.name(),
                    event.receivedAt(),
                    event.properties(),
                    event.statement().equals(Statement.NONE) ? null : event.statement(),
                    event.backfill(),
                    event.clamped());
        }

        Event event(String source, String id, String profileId, Instant occurredAt) {
            Statement said = statement == null ? Statement.NONE : statement;
            return new Event(source, id, profileId, name, occurredAt, receivedAt, properties, said, backfill, clamped);
        }
    }

    private record ChangeBody(Instant receivedAt, Statement statement, boolean backfill) {
        static ChangeBody of(ProfileChange change) {
            return new ChangeBody(change.receivedAt(), change.statement(), change.backfill());
        }

        ProfileChange change(String source, String id, String profileId, Instant occurredAt) {
            return new ProfileChange(source, id, profileId, occurredAt, receivedAt, statement, backfill);
        }
    }
}
