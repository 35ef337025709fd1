package dev.opportune.app.ingest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.opportune.app.api.Json;
import dev.opportune.kernel.session.EarlierNames;
import dev.opportune.kernel.timeline.Derived;
import dev.opportune.kernel.timeline.Entry;
import dev.opportune.kernel.timeline.Event;
import dev.opportune.kernel.timeline.ProfileChange;
import dev.opportune.kernel.timeline.Properties;
import dev.opportune.kernel.timeline.Statement;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Turns Segment messages into entries of a timeline. Knows no clock and no store: the same message and arrival give the
 * same entry.
 *
 * <p>A message without {@code messageId} is named by the hash
 * of its canonical content, to which {@code sentAt} does not belong, so that a repetition has the same name.
 */
public final class Ingest {
    private static final String TYPES = "track, page, screen, identify, group, alias";

    private final Json json = new Json();

    /** Reads one message; never throws for what is in it. */
    public Reading read(JsonNode message, Arrival arrival) {
        try {
            if (!message.isObject()) {
                throw new RejectedException("not_an_object", "a message is a JSON object");
            }
            Content.check(message);
            return new Reading.Accepted(incoming(message, arrival));
        } catch (RejectedException refused) {
            return refused.rejection();
        }
    }

    /**
     * Reads one message of an archive, which arrived when it happened: at its {@code timestamp} as it stands, whatever
     * its {@code sentAt} says.
     */
    Reading archived(JsonNode message, String source) {
        try {
            if (!(message instanceof ObjectNode object)) {
                throw new RejectedException("not_an_object", "a line is a JSON object");
            }
            String field = given(message, "timestamp") ? "timestamp" : "originalTimestamp";
            Instant timestamp = Timestamps.read(field, message.get(field));
            if (timestamp == null) {
                throw new RejectedException("missing_timestamp", "timestamp is missing");
            }
            ObjectNode plain = object.deepCopy();
            plain.remove(List.of("sentAt", "originalTimestamp"));
            plain.put("timestamp", timestamp.toString());
            return read(plain, Arrival.of(source, timestamp.truncatedTo(ChronoUnit.MILLIS)));
        } catch (RejectedException refused) {
            return refused.rejection();
        }
    }

    /** The id a message names itself by, to be told with a rejection; null where it has none that can be shown. */
    public static @Nullable String messageId(JsonNode message) {
        String id = message.path("messageId").textValue();
        return id == null || id.length() > Content.LONGEST_ID ? null : id;
    }

    private Incoming incoming(JsonNode message, Arrival arrival) throws RejectedException {
        String type = type(message, arrival);
        Entry entry = entry(message, arrival, type);
        String link = Identities.linked(message, type, entry.profileId());
        return new Incoming(
                entry,
                Identities.isKnown(message),
                link == null ? null : new Incoming.Link(link, type.equals("alias")));
    }

    private Entry entry(JsonNode message, Arrival arrival, String type) throws RejectedException {
        Draft draft = new Draft(
                type,
                Identities.profileId(message, type),
                timestamp(message),
                Timestamps.read("sentAt", given(message, "sentAt") ? message.get("sentAt") : arrival.sentAt()));
        return switch (type) {
            case "track" -> event(message, arrival, draft, trackName(message), Properties.NONE);
            case "page" -> event(message, arrival, draft, "Page Viewed", pageDefaults(message));
            case "screen" -> event(message, arrival, draft, "Screen Viewed", nameDefaults(message));
            case "identify" ->
                change(message, arrival, draft, "", Statements.identified(message, arrival.receivedAt()));
            case "group" -> group(message, arrival, draft);
            case "alias" -> alias(message, arrival, draft);
            default -> throw new RejectedException("unknown_type", "type must be one of " + TYPES);
        };
    }

    private record Draft(
            String type,
            String profileId,
            @Nullable Instant timestamp,
            @Nullable Instant sentAt) {}

    private Entry event(JsonNode message, Arrival arrival, Draft draft, String name, Properties defaults)
            throws RejectedException {
        Properties properties = defaults.with(Content.properties("properties", message.get("properties")));
        Timestamps.Occurred occurred = Timestamps.occurred(arrival.receivedAt(), draft.timestamp(), draft.sentAt());
        return new Event(
                arrival.source(),
                id(message, arrival, draft, name, properties),
                draft.profileId(),
                name,
                occurred.at(),
                arrival.receivedAt(),
                properties,
                Statements.inPassing(message),
                isBackfill(message, arrival),
                occurred.clamped());
    }

    private Entry group(JsonNode message, Arrival arrival, Draft draft) throws RejectedException {
        String groupId = text(message, "groupId");
        if (groupId == null) {
            throw new RejectedException("missing_group_id", "a group message needs a groupId, as a text");
        }
        String named = Content.named("groupId", groupId);
        return change(message, arrival, draft, named, Statements.joined(message, named));
    }

    private Entry alias(JsonNode message, Arrival arrival, Draft draft) throws RejectedException {
        String previous = Identities.linked(message, "alias", draft.profileId());
        if (previous == null) {
            throw new RejectedException(
                    "missing_previous_id", "an alias message needs a previousId that is another than its userId");
        }
        return change(message, arrival, draft, previous, Statements.inPassing(message));
    }

    private Entry change(JsonNode message, Arrival arrival, Draft draft, String name, Statement said)
            throws RejectedException {
        Properties traits = Content.properties("traits", message.get("traits"));
        Timestamps.Occurred occurred = Timestamps.occurred(arrival.receivedAt(), draft.timestamp(), draft.sentAt());
        return new ProfileChange(
                arrival.source(),
                id(message, arrival, draft, name, traits),
                draft.profileId(),
                occurred.at(),
                arrival.receivedAt(),
                said,
                isBackfill(message, arrival));
    }

    private String id(JsonNode message, Arrival arrival, Draft draft, String name, Properties content)
            throws RejectedException {
        if (message.hasNonNull("messageId")) {
            String given = text(message, "messageId");
            if (given == null) {
                throw new RejectedException("invalid_message_id", "messageId must be a text");
            }
            if (Derived.isId(given)) {
                // Decisions are named by what caused them, and what is derived from events has such a name.
                throw new RejectedException(
                        "invalid_message_id",
                        "messageId ends in /dwelled or /sent, as the ids of what is derived from events do; name it otherwise");
            }
            return Content.named("messageId", given);
        }
        Map<String, @Nullable Object> named = new TreeMap<>();
        named.put("type", draft.type());
        named.put("profile", draft.profileId());
        named.put("event", name);
        // Without any time of the client's, two messages that came at different times are two.
        named.put("timestamp", draft.timestamp() == null ? arrival.receivedAt() : draft.timestamp());
        named.put("content", content);
        if (draft.type().equals("identify")) {
            named.put("link", Identities.linked(message, draft.type(), draft.profileId()));
            Properties context = Content.properties("context", message.get("context"));
            named.put("consent", context.object("consent"));
            named.put("zone", context.text("timezone"));
        }
        return Content.hash(json, named);
    }

    private static String type(JsonNode message, Arrival arrival) throws RejectedException {
        String named = text(message, "type");
        if (named == null && arrival.type() == null) {
            throw new RejectedException("missing_type", "type is missing: one of " + TYPES);
        }
        return arrival.type() != null ? arrival.type() : String.valueOf(named);
    }

    private static String trackName(JsonNode message) throws RejectedException {
        JsonNode name = message.path("event");
        if (!name.isTextual()) {
            throw new RejectedException("missing_event", "a track message needs the name of an event, as a text");
        }
        return EarlierNames.today(Content.named("event", name.textValue()));
    }

    private static Properties pageDefaults(JsonNode message) {
        Map<String, Object> defaults = new TreeMap<>();
        String path = text(message.path("context").path("page"), "path");
        if (path != null) {
            defaults.put("path", path);
        }
        return Properties.of(defaults).with(nameDefaults(message));
    }

    /** What page and screen calls say beside their properties. */
    private static Properties nameDefaults(JsonNode message) {
        Map<String, Object> defaults = new TreeMap<>();
        for (String field : new String[] {"name", "category"}) {
            String text = text(message, field);
            if (text != null) {
                defaults.put(field, text);
            }
        }
        return Properties.of(defaults);
    }

    private static @Nullable Instant timestamp(JsonNode message) throws RejectedException {
        String field = given(message, "originalTimestamp") ? "originalTimestamp" : "timestamp";
        return Timestamps.read(field, message.get(field));
    }

    private static boolean given(JsonNode message, String field) {
        JsonNode node = message.path(field);
        return !node.isMissingNode()
                && !node.isNull()
                && !(node.isTextual() && node.textValue().isBlank());
    }

    private static boolean isBackfill(JsonNode message, Arrival arrival) {
        return arrival.backfill() || message.path("context").path("backfill").asBoolean(false);
    }

    /** A text, or a number as it is written; null for anything else. */
    static @Nullable String text(JsonNode object, String field) {
        JsonNode node = object.path(field);
        if (node.isNumber()) {
            return node.decimalValue().toPlainString();
        }
        return node.isTextual() ? node.textValue() : null;
    }
}
