package dev.opportune.app.webhooks;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Hands calls and elements to a provider. */
final class Told {
    static final Instant NOON = Instant.parse("2026-03-03T12:00:00Z");

    private static final ObjectMapper JSON = new ObjectMapper();

    private Told() {}

    static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (IOException notJson) {
            throw new UncheckedIOException(notJson);
        }
    }

    static Call call(String body, Map<String, String> headers) {
        return new Call(body.getBytes(UTF_8), name -> Optional.ofNullable(headers.get(name)), NOON);
    }

    /** In a few words: the event and its properties, but for what every event has. */
    static String words(Report report) {
        if (report instanceof Report.Told told) {
            JsonNode properties = told.message().path("properties").deepCopy();
            ((ObjectNode) properties).remove(List.of("email_id", "email_subject", "decision"));
            return (told.message().path("event").asText() + " " + properties)
                    .replace("\"", "")
                    .replace(" {}", "");
        }
        return report instanceof Report.Passed ? "passed" : "unreadable";
    }
}
