package dev.opportune.storage;

import dev.opportune.kernel.decision.Change;
import dev.opportune.kernel.decision.Correction;
import dev.opportune.kernel.decision.Decision;
import dev.opportune.kernel.decision.Delivery;
import dev.opportune.kernel.decision.Kind;
import dev.opportune.kernel.decision.Terms;
import dev.opportune.kernel.decision.TriggerName;
import dev.opportune.kernel.store.DecisionQuery;
import dev.opportune.kernel.store.Recorded;
import dev.opportune.kernel.timeline.Event;
import dev.opportune.kernel.timeline.Properties;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;
import org.jspecify.annotations.Nullable;

/** The tables {@code decisions} and {@code decision_changes}. */
final class DecisionRows {
    /** Of the outcomes ever recorded at a position, the one that holds; of the positions, those that are left. */
    private static final String LATEST = """
            c.decision_id = d.id AND c.position < d.outcomes AND NOT EXISTS (
              SELECT 1 FROM decision_changes AS later
              WHERE later.decision_id = c.decision_id AND later.position = c.position AND later.sequence > c.sequence)""";

    static final String BY_ID = withChanges("SELECT * FROM decisions WHERE id = :id");
    static final String OF_PROFILE = withChanges("SELECT * FROM decisions WHERE profile_id = :profile");
    static final String LOGGED = withChanges("""
            SELECT * FROM decisions
            WHERE profile_id = :profile AND sequence > :after ORDER BY sequence LIMIT :limit""");
    static final String CHANGES = "SELECT c.body FROM decisions AS d JOIN decision_changes AS c ON " + LATEST
            + " WHERE d.id = :id ORDER BY c.position";
    static final String PLACE = "SELECT sequence FROM decisions WHERE id = :id";
    /** What waits, what was decided since, and what belongs to a trigger that was not over by then. */
    static final String OF_TIMELINE = withChanges("""
            SELECT * FROM decisions AS d WHERE profile_id = :profile AND (at >= :since OR outcome = 'wait' OR NOT EXISTS (
              SELECT 1 FROM decisions AS over
              WHERE over.profile_id = d.profile_id AND over.flow = d.flow AND over.key = d.key
                AND over.cause_source = d.cause_source AND over.cause_id = d.cause_id AND over.at < :since
                AND ((over.kind = 'end' AND over.outcome = 'none')
                  OR (over.kind = 'trigger' AND over.message IS NULL AND over.outcome = 'cancel'))))""");

    private static final String PUT = """
            INSERT INTO decisions (id, profile_id, flow, key, cause_source, cause_id, kind, message,
              outcomes, outcome, reason, at, sequence, recorded_at, body)
            VALUES (:id, :profile, :flow, :key, :causeSource, :causeId, :kind, :message,
              :outcomes, :outcome, :reason, :at, :sequence, :recordedAt, :body)
            ON CONFLICT (id) DO UPDATE SET outcomes = excluded.outcomes, outcome = excluded.outcome,
              reason = excluded.reason, at = excluded.at,
              sequence = excluded.sequence, recorded_at = excluded.recorded_at, body = excluded.body""";
    private static final String PUT_CHANGE = """
            INSERT INTO decision_changes (decision_id, position, sequence, recorded_at, body)
            VALUES (:id, :position, :sequence, :recordedAt, :body)""";

    private final Json json;

    DecisionRows(Json json) {
        this.json = json;
    }

    /** The decisions of a selection, each once for every outcome it had. */
    private static String withChanges(String selection) {
        return "SELECT d.*, c.body AS change FROM (" + selection + ") AS d JOIN decision_changes AS c ON " + LATEST
                + " ORDER BY d.sequence, c.position";
    }

    Optional<Recorded> byId(Handle handle, String id) {
        return list(handle.createQuery(BY_ID).bind("id", Texts.stored(id))).stream()
                .findFirst();
    }

    /** All of a profile, by id. */
    List<Decision> ofProfile(Handle handle, String profileId) {
        return byId(handle.createQuery(OF_PROFILE).bind("profile", Texts.stored(profileId)));
    }

    /** What a session needs that starts from an instant, by id. */
    List<Decision> ofTimeline(Handle handle, String profileId, Instant since) {
        return byId(handle.createQuery(OF_TIMELINE)
                .bind("profile", Texts.stored(profileId))
                .bind("since", Millis.ceiling(since)));
    }

    private List<Decision> byId(Query query) {
        return list(query).stream()
                .map(Recorded::decision)
                .sorted(Comparator.comparing(Decision::id))
                .toList();
    }

    List<Recorded> logged(Handle handle, String profileId, long after, int limit) {
        return list(handle.createQuery(LOGGED)
                .bind("profile", Texts.stored(profileId))
                .bind("after", after)
                .bind("limit", limit));
    }

    List<Recorded> matching(Handle handle, DecisionQuery asked) {
        Map<String, Object> bound = new LinkedHashMap<>();
        Query query = handle.createQuery(matching(asked, bound));
        bound.forEach(query::bind);
        return list(query);
    }

    /** The statement of a query, with what is to be bound; only what is asked for is in it, so that an index fits. */
    static String matching(DecisionQuery asked, Map<String, Object> bound) {
        StringBuilder sql = new StringBuilder("SELECT * FROM decisions WHERE sequence > :after");
        bound.put("after", asked.after());
        and(sql, bound, "profile_id = :profile", asked.profileId());
        and(sql, bound, "flow = :flow", asked.flow());
        and(
                sql,
                bound,
                "kind = :kind",
                asked.kind() == null ? null : asked.kind().word());
        and(
                sql,
                bound,
                "outcome = :outcome",
                asked.outcome() == null ? null : asked.outcome().word());
        and(sql, bound, "reason = :reason", asked.reason());
        and(sql, bound, "at >= :since", asked.since() == null ? null : (Object) Millis.ceiling(asked.since()));
        bound.put("limit", asked.limit());
        return withChanges(sql.append(" ORDER BY sequence LIMIT :limit").toString());
    }

    private static void and(StringBuilder sql, Map<String, Object> bound, String condition, @Nullable Object value) {
        if (value != null) {
            sql.append(" AND ").append(condition);
            bound.put(
                    condition.substring(condition.indexOf(':') + 1),
                    value instanceof String text ? Texts.stored(text) : value);
        }
    }

    /** Every outcome of a decision, oldest first; none if there is no such decision. */
    List<Change> changes(Handle handle, String decisionId) {
        return handle.createQuery(CHANGES).bind("id", Texts.stored(decisionId)).mapTo(String.class).stream()
                .map(body -> json.read(body, Change.class))
                .toList();
    }

    /** Where a decision stands in the order of acceptance. */
    long place(Handle handle, String decisionId) {
        return handle.createQuery(PLACE)
                .bind("id", Texts.stored(decisionId))
                .mapTo(Long.class)
                .one();
    }

    /** An outcome that was not recorded yet. */
    record NewChange(String decisionId, int position, Change change, long sequence, Instant recordedAt) {}

    /** Writes the latest states, and then the outcomes that are new in them. */
    void put(Handle handle, Iterable<Recorded> decisions, List<NewChange> changes) {
        Batch.run(handle, PUT, decisions, (batch, recorded) -> {
            Decision decision = recorded.decision();
            batch.bind("id", Texts.stored(decision.id()))
                    .bind("profile", Texts.stored(decision.profileId()))
                    .bind("flow", Texts.stored(decision.flow()))
                    .bind("key", Texts.stored(decision.key()))
                    .bind("causeSource", Texts.stored(decision.trigger().source()))
                    .bind("causeId", Texts.stored(decision.trigger().id()))
                    .bind("kind", decision.kind().word())
                    .bind("message", Texts.storedOrNull(decision.message()))
                    .bind("outcomes", decision.changes().size())
                    .bind("outcome", decision.outcome().word())
                    .bind("reason", Texts.storedOrNull(decision.reason()))
                    .bind("at", Millis.floor(decision.at()))
                    .bind("sequence", recorded.sequence())
                    .bind("recordedAt", Millis.floor(recorded.recordedAt()))
                    .bind("body", json.write(Body.of(decision)));
        });
        Batch.run(
                handle,
                PUT_CHANGE,
                changes,
                (batch, added) -> batch.bind("id", Texts.stored(added.decisionId()))
                        .bind("position", added.position())
                        .bind("sequence", added.sequence())
                        .bind("recordedAt", Millis.floor(added.recordedAt()))
                        .bind("body", json.write(added.change())));
    }

    private List<Recorded> list(Query query) {
        return query.scanResultSet((rows, context) -> {
            try (context) {
                return gather(rows.get());
            }
        });
    }

    private List<Recorded> gather(ResultSet rows) throws SQLException {
        List<Recorded> gathered = new ArrayList<>();
        boolean more = rows.next();
        while (more) {
            String id = rows.getString("id");
            Gathered one = new Gathered(rows);
            while (more && rows.getString("id").equals(id)) {
                one.changes.add(json.read(rows.getString("change"), Change.class));
                more = rows.next();
            }
            gathered.add(one.recorded());
        }
        return gathered;
    }

    /** A decision whose outcomes are still being read. */
    private final class Gathered {
        private final String id;
        private final String profileId;
        private final TriggerName trigger;
        private final Kind kind;
        private final @Nullable String message;
        private final Body body;
        private final long sequence;
        private final Instant recordedAt;
        private final List<Change> changes = new ArrayList<>();

        Gathered(ResultSet row) throws SQLException {
            id = Texts.read(row.getString("id"));
            profileId = Texts.read(row.getString("profile_id"));
            trigger = new TriggerName(
                    Texts.read(row.getString("flow")),
                    Texts.read(row.getString("key")),
                    Texts.read(row.getString("cause_source")),
                    Texts.read(row.getString("cause_id")));
            kind = Kind.valueOf(row.getString("kind").toUpperCase(Locale.ROOT));
            message = Texts.readOrNull(row.getString("message"));
            body = json.read(row.getString("body"), Body.class);
            sequence = row.getLong("sequence");
            recordedAt = Millis.read(row.getLong("recorded_at"));
        }

        Recorded recorded() {
            return new Recorded(body.decision(id, profileId, trigger, kind, message, changes), sequence, recordedAt);
        }
    }

    private record Body(
            @Nullable String channel,
            Properties content,
            String rule,
            List<String> because,
            SortedMap<String, String> experiments,
            Terms terms,
            @Nullable Event cause,
            @Nullable Delivery delivery,
            @Nullable Correction correction) {
        static Body of(Decision decision) {
            return new Body(
                    decision.channel(),
                    decision.content(),
                    decision.rule(),
                    decision.because(),
                    decision.experiments(),
                    decision.terms(),
                    decision.cause(),
                    decision.delivery(),
                    decision.correction());
        }

        Decision decision(
                String id,
                String profileId,
                TriggerName trigger,
                Kind kind,
                @Nullable String message,
                List<Change> changes) {
            return new Decision(
                    id,
                    profileId,
                    trigger,
                    kind,
                    message,
                    channel,
                    content,
                    rule,
                    because,
                    experiments,
                    terms,
                    cause == null ? null : cause.of(profileId),
                    changes,
                    delivery,
                    correction);
        }
    }
}
