package dev.opportune.app.ingest;

import com.fasterxml.jackson.databind.JsonNode;
import dev.opportune.kernel.timeline.ProfileChange;
import dev.opportune.kernel.timeline.Properties;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What an {@code identify} says of a profile. */
final class Identified {
    private static final String CONSENTS = "consents";
    private static final String SEGMENTS = "segments";
    private static final String TIMEZONE = "timezone";

    private Identified() {}

    static ProfileChange change(
            JsonNode message,
            Properties traits,
            Arrival arrival,
            String id,
            String profileId,
            Instant occurredAt,
            boolean backfill)
            throws RejectedException {
        JsonNode sent = message.path("traits");
        return new ProfileChange(
                arrival.source(),
                id,
                profileId,
                occurredAt,
                arrival.receivedAt(),
                withoutTheTyped(traits),
                texts("traits.consents", sent.path(CONSENTS)),
                preferences(message.path("context").path("consent").path("categoryPreferences")),
                timezone(message, sent),
                texts("traits.segments", sent.path(SEGMENTS)),
                null,
                backfill);
    }

    /** These have places of their own; a copy among the traits would sooner or later say something else. */
    private static Properties withoutTheTyped(Properties traits) {
        Map<String, Object> kept = new TreeMap<>(traits.values());
        kept.keySet().removeAll(List.of(CONSENTS, SEGMENTS, TIMEZONE));
        return Properties.of(kept);
    }

    private static @Nullable SortedSet<String> texts(String field, JsonNode node) throws RejectedException {
        if (node.isMissingNode() || node.isNull()) {
            return null;
        }
        List<JsonNode> items = new ArrayList<>();
        if (node.isArray()) {
            node.forEach(items::add);
        } else {
            items.add(node);
        }
        SortedSet<String> texts = new TreeSet<>();
        for (JsonNode item : items) {
            if (!item.isTextual()) {
                throw new RejectedException("invalid_traits", field + " must be a list of texts");
            }
            texts.add(item.textValue());
        }
        return texts;
    }

    private static Map<String, Boolean> preferences(JsonNode node) throws RejectedException {
        if (node.isMissingNode() || node.isNull()) {
            return Map.of();
        }
        if (!node.isObject()) {
            throw notPreferences();
        }
        Map<String, Boolean> preferences = new TreeMap<>();
        for (Map.Entry<String, JsonNode> field : node.properties()) {
            if (!field.getValue().isBoolean()) {
                throw notPreferences();
            }
            preferences.put(field.getKey(), field.getValue().booleanValue());
        }
        return preferences;
    }

    private static RejectedException notPreferences() {
        return new RejectedException(
                "invalid_consent", "context.consent.categoryPreferences must give true or false for each purpose");
    }

    /** What the profile says of itself comes before what its device says. */
    private static @Nullable String timezone(JsonNode message, JsonNode traits) throws RejectedException {
        for (JsonNode node :
                List.of(traits.path(TIMEZONE), message.path("context").path(TIMEZONE))) {
            if (node.isTextual() && !node.textValue().isBlank()) {
                return Content.named(TIMEZONE, node.textValue());
            }
        }
        return null;
    }
}
