package dev.opportune.app.api;

import dev.opportune.kernel.timeline.Consent;
import dev.opportune.kernel.timeline.Consents;
import dev.opportune.kernel.timeline.Preference;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What a person agreed to, and what was said of it. */
public final class ConsentJson {
    private static final String WITHDRAWN = "withdrawn";

    private ConsentJson() {}

    /** All that is known. */
    public static Map<String, @Nullable Object> fields(Consents consents) {
        Map<String, @Nullable Object> purposes = new TreeMap<>();
        consents.purposes().forEach((purpose, known) -> purposes.put(purpose, fields(known)));
        Map<String, @Nullable Object> fields = new TreeMap<>();
        fields.put("granted", consents.granted());
        fields.put(WITHDRAWN, consents.withdrawn());
        fields.put("others", consents.others() == null ? "unknown" : WITHDRAWN);
        fields.put("purposes", purposes);
        return fields;
    }

    private static Map<String, @Nullable Object> fields(Consent known) {
        return fields(known.granted(), known.at(), known.source(), known.text());
    }

    /** What a message said of single purposes. */
    static Map<String, @Nullable Object> preferences(Map<String, Preference> preferences) {
        Map<String, @Nullable Object> fields = new TreeMap<>();
        preferences.forEach((purpose, said) -> {
            Map<String, @Nullable Object> one = fields(said.granted(), said.at(), said.source(), said.text());
            one.put("repeated", said.repeated());
            fields.put(purpose, one);
        });
        return fields;
    }

    private static Map<String, @Nullable Object> fields(
            boolean granted, @Nullable Instant at, @Nullable String source, @Nullable String text) {
        Map<String, @Nullable Object> fields = new TreeMap<>();
        fields.put("status", granted ? "granted" : WITHDRAWN);
        fields.put("at", at);
        fields.put("source", source);
        fields.put("text", text);
        return fields;
    }
}
