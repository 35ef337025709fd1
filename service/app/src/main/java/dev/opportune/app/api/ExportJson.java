package dev.opportune.app.api;

import dev.opportune.app.service.Held;
import dev.opportune.kernel.store.Answer;
import dev.opportune.kernel.store.Logged;
import dev.opportune.kernel.timeline.Entry;
import dev.opportune.kernel.timeline.Event;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** All that is kept of one person, for them to have. */
public final class ExportJson {
    private static final String UNSUBSCRIBED = "Unsubscribed";

    private final ProfileJson profiles;
    private final TimelineJson timelines;

    public ExportJson(ProfileJson profiles, TimelineJson timelines) {
        this.profiles = profiles;
        this.timelines = timelines;
    }

    /** One object of everything. */
    public Map<String, @Nullable Object> fields(Held held, Instant now) {
        Map<String, @Nullable Object> fields = new TreeMap<>();
        fields.put("exportedAt", now);
        fields.put("profileId", held.profileId());
        fields.put("earlierIds", held.absorbed());
        fields.put("profile", profiles.fields(held.profileId(), held.state()));
        fields.put("consentHistory", consents(held.timeline()));
        fields.put("timeline", lines(held));
        fields.put("answers", held.answers().stream().map(ExportJson::answer).toList());
        return fields;
    }

    /** The lines of the timeline, each by itself. */
    public List<Map<String, @Nullable Object>> lines(Held held) {
        return held.timeline().stream().map(timelines::fields).toList();
    }

    /** Everything that was ever said of a consent, in the order of hearing. */
    private static List<Map<String, @Nullable Object>> consents(List<Logged> timeline) {
        List<Map<String, @Nullable Object>> said = new ArrayList<>();
        for (Logged line : timeline) {
            if (line instanceof Logged.Taken taken && saysOfConsents(taken.entry())) {
                said.add(consents(taken.entry()));
            }
        }
        return said;
    }

    private static boolean saysOfConsents(Entry entry) {
        return entry.statement().consents() != null
                || !entry.statement().preferences().isEmpty()
                || entry instanceof Event event && event.name().equals(UNSUBSCRIBED);
    }

    private static Map<String, @Nullable Object> consents(Entry entry) {
        Map<String, @Nullable Object> fields = new TreeMap<>();
        fields.put("occurredAt", entry.occurredAt());
        fields.put("receivedAt", entry.receivedAt());
        fields.put("source", entry.source());
        fields.put("messageId", entry.id());
        if (entry.statement().consents() != null) {
            fields.put("grantedAndNoOthers", entry.statement().consents());
        }
        if (!entry.statement().preferences().isEmpty()) {
            fields.put("purposes", ConsentJson.preferences(entry.statement().preferences()));
        }
        if (entry instanceof Event event && event.name().equals(UNSUBSCRIBED)) {
            String purpose = event.properties().text("purpose");
            fields.put("unsubscribedFrom", purpose == null ? "everything" : purpose);
        }
        return fields;
    }

    private static Map<String, @Nullable Object> answer(Answer answer) {
        Map<String, @Nullable Object> fields = new TreeMap<>();
        fields.put("idempotencyKey", answer.key());
        fields.put("storedAt", answer.storedAt());
        fields.put("body", answer.body());
        return fields;
    }
}
