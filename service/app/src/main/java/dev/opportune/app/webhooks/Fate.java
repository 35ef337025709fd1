package dev.opportune.app.webhooks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/** What became of an email, in the words of rules. */
final class Fate {
    private final String event;
    private final ObjectNode properties = JsonNodeFactory.instance.objectNode();

    private Fate(String event) {
        this.event = event;
    }

    static Fate delivered() {
        return new Fate("Email Delivered");
    }

    /** @param machine whether a program fetched the picture, and no person looked */
    static Fate opened(boolean machine) {
        return new Fate("Email Opened").by(machine);
    }

    static Fate clicked(JsonNode link, boolean machine) {
        return new Fate("Email Link Clicked").with("link_url", link).by(machine);
    }

    /** The address will never work. */
    static Fate bouncedHard(JsonNode reason) {
        return bounced("hard", reason);
    }

    /** It did not arrive this time. */
    static Fate bouncedSoft(JsonNode reason) {
        return bounced("soft", reason);
    }

    private static Fate bounced(String type, JsonNode reason) {
        Fate fate = new Fate("Email Bounced").with("reason", reason);
        fate.properties.put("type", type);
        return fate;
    }

    static Fate complained() {
        return new Fate("Email Marked as Spam");
    }

    static Fate unsubscribed() {
        return new Fate("Unsubscribed");
    }

    private Fate by(boolean machine) {
        if (machine) {
            properties.put("machine", true);
        }
        return this;
    }

    /** With a text, where it is one. */
    Fate with(String property, JsonNode value) {
        if (value.isTextual() && !value.textValue().isBlank()) {
            properties.put(property, value.textValue());
        }
        return this;
    }

    /**
     * As a report.
     *
     * @param id the provider's own id of it
     * @param at when, in ISO-8601 or milliseconds since 1970
     */
    Report of(@Nullable String id, JsonNode at, Link link) {
        if (id == null || id.isBlank()) {
            return new Report.Unreadable(null, "it has no id, and could not be told from one that was there before");
        }
        if (!at.isValueNode() || at.asText("").isBlank()) {
            return new Report.Unreadable(id, "it does not say when it happened");
        }
        if (link.decision() != null) {
            properties.put("decision", link.decision());
        }
        if (link.purpose() != null && event.equals("Unsubscribed")) {
            properties.put("purpose", link.purpose());
        }
        ObjectNode message = JsonNodeFactory.instance.objectNode();
        message.put("type", "track");
        message.put("event", event);
        message.put("messageId", id);
        message.set("timestamp", at);
        message.set("properties", properties);
        return new Report.Told(id, link, message);
    }
}
