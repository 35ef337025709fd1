package dev.opportune.app.resources;

import dev.opportune.app.ingest.Reading;
import dev.opportune.app.service.Taken;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What became of each message of a call, in its order. */
final class Results {
    private final List<Map<String, @Nullable Object>> all = new ArrayList<>();
    private final List<Map<String, @Nullable Object>> rejected = new ArrayList<>();
    private boolean tooLarge;

    void taken(int index, @Nullable String messageId, Taken taken) {
        Map<String, @Nullable Object> result = named(index, messageId);
        result.put("status", taken.status().name().toLowerCase(Locale.ROOT));
        if (taken.refusal() != null) {
            result.put("notJoined", taken.refusal().name().toLowerCase(Locale.ROOT));
        }
        all.add(result);
    }

    void rejected(int index, @Nullable String messageId, Reading.Rejection rejection) {
        Map<String, @Nullable Object> result = named(index, messageId);
        result.put("status", "rejected");
        result.put("code", rejection.code());
        result.put("reason", rejection.reason());
        all.add(result);
        rejected.add(result);
        tooLarge |= rejection.code().equals(Limits.EVENT_TOO_LARGE);
    }

    private static Map<String, @Nullable Object> named(int index, @Nullable String messageId) {
        Map<String, @Nullable Object> result = new TreeMap<>();
        result.put("index", index);
        result.put("messageId", messageId);
        return result;
    }

    /** Whether a message was larger than any may be. */
    boolean hasTooLarge() {
        return tooLarge;
    }

    int takenCount() {
        return all.size() - rejected.size();
    }

    /** As fields of an answer: always what was rejected, and on request all. */
    Map<String, @Nullable Object> fields(boolean detail) {
        Map<String, @Nullable Object> fields = new TreeMap<>();
        if (!rejected.isEmpty()) {
            fields.put("rejected", rejected);
        }
        if (detail) {
            fields.put("results", all);
        }
        return fields;
    }
}
