package dev.opportune.app.ingest;

import com.fasterxml.jackson.databind.JsonNode;
import dev.opportune.kernel.timeline.Preference;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Reads what a person agreed to, one purpose at a time: {@code {"marketing": true}}, or with when, where and under which
 * text, {@code {"marketing": {"status": "granted", "at": "…", "source": "checkout", "text": "v3"}}}.
 */
public final class Agreements {
    private static final String GRANTED = "granted";
    private static final String WITHDRAWN = "withdrawn";

    private Agreements() {}

    /**
     * Of an object by purpose; nothing of anything else.
     *
     * @param receivedAt what claims to be of later is of then: it would outlast whatever else they say until its time
     */
    static Map<String, Preference> read(JsonNode byPurpose, Instant receivedAt) throws RejectedException {
        Map<String, Preference> preferences = new TreeMap<>();
        if (byPurpose.isObject()) {
            for (Map.Entry<String, JsonNode> field : byPurpose.properties()) {
                preferences.put(
                        Content.named("purpose", field.getKey()),
                        notAfter(receivedAt, agreement("consents." + field.getKey(), field.getValue())));
            }
        }
        return preferences;
    }

    private static Preference notAfter(Instant receivedAt, Preference said) {
        Instant at = said.at();
        return at == null || !at.isAfter(receivedAt)
                ? said
                : new Preference(said.granted(), receivedAt, said.source(), said.text(), said.repeated());
    }

    /** One of them. @param field what to call it where it is wrong */
    static Preference agreement(String field, JsonNode said) throws RejectedException {
        if (said.isBoolean()) {
            return Preference.of(said.booleanValue());
        }
        Preference read = detailed(field + ".", said);
        if (read == null) {
            throw new RejectedException(
                    "invalid_consent",
                    field + " must be true or false, or an object whose status is \"granted\" or \"withdrawn\"");
        }
        return read;
    }

    /**
     * One that has a status; null where it has none.
     *
     * @param prefix what its fields begin with where they are wrong
     */
    static @Nullable Preference detailed(String prefix, JsonNode said) throws RejectedException {
        String status =
                (said.isTextual() ? said : said.path("status")).asText("").toLowerCase(Locale.ROOT);
        if (!status.equals(GRANTED) && !status.equals(WITHDRAWN)) {
            return null;
        }
        Instant at = Timestamps.read(prefix + "at", said.get("at"));
        return new Preference(
                status.equals(GRANTED),
                at == null ? null : at.truncatedTo(ChronoUnit.MILLIS),
                text(prefix + "source", said.get("source")),
                text(prefix + "text", said.get("text")),
                false);
    }

    private static @Nullable String text(String field, @Nullable JsonNode node) throws RejectedException {
        if (node == null || node.isNull()) {
            return null;
        }
        if (!node.isTextual()) {
            throw new RejectedException("invalid_consent", field + " must be a text");
        }
        return Content.named(field, node.textValue());
    }
}
