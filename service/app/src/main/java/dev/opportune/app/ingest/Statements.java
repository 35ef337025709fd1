package dev.opportune.app.ingest;

import com.fasterxml.jackson.databind.JsonNode;
import dev.opportune.kernel.timeline.Preference;
import dev.opportune.kernel.timeline.Properties;
import dev.opportune.kernel.timeline.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What messages say of a profile. Only an identify speaks for the person. What the context of another message says, a
 * device says: it knows the zone, and repeats traits and what its consent banner was told some time or other, but a list
 * of consents or segments in it is as old as that device's memory.
 */
final class Statements {
    private static final String CONSENTS = "consents";
    private static final String SEGMENTS = "segments";
    private static final String TIMEZONE = "timezone";
    private static final String LOCALE = "locale";

    /** The event with which a consent banner tells that somebody has chosen. */
    private static final String CHOSEN = "Segment Consent Preference Updated";

    private Statements() {}

    /** What an identify says. */
    static Statement identified(JsonNode message, Instant receivedAt) throws RejectedException {
        JsonNode context = message.path("context");
        JsonNode traits = message.path("traits");
        Map<String, Preference> preferences = new TreeMap<>(preferences(context));
        // A banner stamps an identify as it stamps everything else, so a yes in it is no news; a no is heeded all the
        // same.
        preferences.replaceAll((purpose, said) -> said.granted() ? said.inPassing() : said);
        preferences.putAll(Agreements.read(traits.path(CONSENTS), receivedAt));
        return Statement.NONE
                .withTraits(traits(context).with(plain("traits", traits)))
                .withConsents(traits.path(CONSENTS).isObject() ? null : texts("traits.consents", traits.path(CONSENTS)))
                .withPreferences(preferences)
                .withTimezone(timezone(traits, context))
                .withSegments(texts("traits.segments", traits.path(SEGMENTS)));
    }

    /**
     * What any other message says in passing; what of that cannot be read is no reason to lose the message, unless the
     * message is about nothing else.
     */
    static Statement inPassing(JsonNode message) throws RejectedException {
        JsonNode context = message.path("context");
        if (CHOSEN.equals(message.path("event").textValue())) {
            return passing(context).withPreferences(preferences(context));
        }
        return passing(context).withPreferences(repeated(context));
    }

    private static Statement passing(JsonNode context) {
        Statement said = Statement.NONE;
        try {
            said = said.withTraits(traits(context));
        } catch (RejectedException unreadable) {
            said = Statement.NONE;
        }
        try {
            return said.withTimezone(timezone(context));
        } catch (RejectedException unreadable) {
            return said;
        }
    }

    private static Map<String, Preference> repeated(JsonNode context) {
        Map<String, Preference> preferences = new TreeMap<>();
        context.path("consent").path("categoryPreferences").properties().forEach(category -> {
            if (category.getValue().isBoolean()) {
                preferences.put(
                        category.getKey(),
                        Preference.of(category.getValue().booleanValue()).inPassing());
            }
        });
        return preferences;
    }

    /** That the profile belongs to a group, and what is said of that. */
    static Statement joined(JsonNode message, String groupId) throws RejectedException {
        Statement passing = inPassing(message);
        Properties ofGroup = Content.properties("traits", message.get("traits"));
        Map<String, Object> traits = new TreeMap<>(passing.traits().values());
        if (!ofGroup.equals(Properties.NONE)) {
            traits.put("group", ofGroup);
        }
        return passing.withTraits(Properties.of(traits)).withMemberships(Map.of(groupId, true));
    }

    /** The context's traits, and its locale as one of them. */
    private static Properties traits(JsonNode context) throws RejectedException {
        Map<String, Object> traits =
                new TreeMap<>(plain("context.traits", context.path("traits")).values());
        JsonNode locale = context.path(LOCALE);
        if (locale.isTextual() && !locale.textValue().isBlank()) {
            traits.put(LOCALE, locale.textValue());
        }
        return Properties.of(traits);
    }

    /** Some traits have places of their own; a copy among the others would sooner or later say something else. */
    private static Properties plain(String field, JsonNode traits) throws RejectedException {
        Map<String, Object> kept =
                new TreeMap<>(Content.properties(field, traits).values());
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

    private static Map<String, Preference> preferences(JsonNode context) throws RejectedException {
        JsonNode node = context.path("consent").path("categoryPreferences");
        if (node.isMissingNode() || node.isNull()) {
            return Map.of();
        }
        if (!node.isObject()) {
            throw notPreferences();
        }
        Map<String, Preference> preferences = new TreeMap<>();
        for (Map.Entry<String, JsonNode> field : node.properties()) {
            if (!field.getValue().isBoolean()) {
                throw notPreferences();
            }
            preferences.put(field.getKey(), Preference.of(field.getValue().booleanValue()));
        }
        return preferences;
    }

    private static RejectedException notPreferences() {
        return new RejectedException(
                "invalid_consent", "context.consent.categoryPreferences must give true or false for each purpose");
    }

    /** The first of these that names a zone: what the person says comes before what the device says. */
    private static @Nullable String timezone(JsonNode... places) throws RejectedException {
        for (JsonNode place : places) {
            JsonNode zone = place.path(TIMEZONE);
            if (zone.isTextual() && !zone.textValue().isBlank()) {
                return Content.named(TIMEZONE, zone.textValue());
            }
        }
        return null;
    }
}
