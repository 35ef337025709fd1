package dev.opportune.app.api;

import dev.opportune.kernel.store.Logged;
import dev.opportune.kernel.timeline.Entry;
import dev.opportune.kernel.timeline.Event;
import dev.opportune.kernel.timeline.ProfileChange;
import dev.opportune.kernel.timeline.Statement;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The lines of a profile's timeline. */
public final class TimelineJson {
    private final DecisionJson decisions;

    public TimelineJson(DecisionJson decisions) {
        this.decisions = decisions;
    }

    public Map<String, @Nullable Object> fields(Logged line) {
        if (line instanceof Logged.Decided decided) {
            Map<String, @Nullable Object> fields = new TreeMap<>(decisions.fields(decided.recorded()));
            fields.put("entry", "decision");
            return fields;
        }
        Logged.Taken taken = (Logged.Taken) line;
        Map<String, @Nullable Object> fields = entry(taken.entry());
        fields.put("late", taken.late());
        return fields;
    }

    private static Map<String, @Nullable Object> entry(Entry entry) {
        Map<String, @Nullable Object> fields =
                entry instanceof Event event ? event(event) : change((ProfileChange) entry);
        fields.put("messageId", entry.id());
        fields.put("source", entry.source());
        fields.put("occurredAt", entry.occurredAt());
        fields.put("receivedAt", entry.receivedAt());
        fields.put("backfill", entry.backfill());
        return fields;
    }

    private static Map<String, @Nullable Object> event(Event event) {
        Map<String, @Nullable Object> fields = new TreeMap<>();
        fields.put("entry", "event");
        fields.put("event", event.name());
        fields.put("properties", event.properties());
        fields.put("clamped", event.clamped());
        if (!event.statement().equals(Statement.NONE)) {
            fields.put("said", said(event.statement()));
        }
        return fields;
    }

    private static Map<String, @Nullable Object> change(ProfileChange change) {
        Map<String, @Nullable Object> fields = said(change.statement());
        fields.put("entry", "profile");
        return fields;
    }

    private static Map<String, @Nullable Object> said(Statement statement) {
        Map<String, @Nullable Object> fields = new TreeMap<>();
        fields.put("traits", statement.traits());
        fields.put("consents", statement.consents());
        fields.put("preferences", ConsentJson.preferences(statement.preferences()));
        fields.put("timezone", statement.timezone());
        fields.put("segments", statement.segments());
        fields.put("memberships", statement.memberships());
        fields.put("unreachable", statement.unreachable());
        return fields;
    }
}
