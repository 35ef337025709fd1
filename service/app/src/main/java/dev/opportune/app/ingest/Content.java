package dev.opportune.app.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import dev.opportune.app.api.Json;
import dev.opportune.kernel.timeline.Properties;
import java.math.BigDecimal;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The values in a message: checked, made plain, and hashed where a message has no name of its own. */
final class Content {
    /** Objects and lists inside each other, the message itself being the first. */
    static final int DEEPEST = 50;

    static final int LONGEST_ID = 512;

    private static final int MOST_DIGITS = 300;
    private static final int HASH_BYTES = 16;

    private Content() {}

    /** Refuses what no property may be, wherever in the message it is. */
    static void check(JsonNode message) throws RejectedException {
        check(message, 1);
    }

    private static void check(JsonNode node, int depth) throws RejectedException {
        if (node.isContainerNode()) {
            if (depth > DEEPEST) {
                throw new RejectedException("too_deep", "it is nested deeper than " + DEEPEST + " levels");
            }
            for (Map.Entry<String, JsonNode> field : node.properties()) {
                checkText(field.getKey());
            }
            for (JsonNode inner : node) {
                check(inner, depth + 1);
            }
        } else if (node.isTextual()) {
            checkText(node.textValue());
        } else if (node.isNumber()) {
            BigDecimal number = node.decimalValue();
            if (number.precision() > MOST_DIGITS || Math.abs((long) number.scale()) > MOST_DIGITS) {
                throw new RejectedException(
                        "number_out_of_range", "a number in it needs more than " + MOST_DIGITS + " digits");
            }
        }
    }

    private static void checkText(String text) throws RejectedException {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isHighSurrogate(c) && i + 1 < text.length() && Character.isLowSurrogate(text.charAt(i + 1))) {
                i++;
            } else if (Character.isSurrogate(c)) {
                // It has no UTF-8, so it would be another text once stored.
                throw new RejectedException("broken_text", "a text in it has half a surrogate pair");
            }
        }
    }

    /** A name that others will refer to: 1 to 512 characters, none of them a control character. */
    static String named(String field, String text) throws RejectedException {
        if (text.isBlank()) {
            throw new RejectedException("empty_" + snake(field), field + " is empty");
        }
        if (text.length() > LONGEST_ID) {
            throw new RejectedException(
                    "too_long_" + snake(field), field + " is longer than " + LONGEST_ID + " characters");
        }
        if (text.chars().anyMatch(Character::isISOControl)) {
            throw new RejectedException("invalid_" + snake(field), field + " has a control character");
        }
        return text;
    }

    private static String snake(String field) {
        return field.replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT);
    }

    /** An object's fields; empty for a missing or null one. */
    static Properties properties(String field, @Nullable JsonNode node) throws RejectedException {
        if (node == null || node.isMissingNode() || node.isNull()) {
            return Properties.NONE;
        }
        if (!node.isObject()) {
            throw new RejectedException("invalid_" + snake(field), field + " must be a JSON object");
        }
        return Properties.of(plainFields(node));
    }

    private static Map<String, Object> plainFields(JsonNode object) {
        Map<String, Object> fields = new TreeMap<>();
        object.properties().forEach(field -> {
            Object value = plain(field.getValue());
            if (value != null) {
                fields.put(field.getKey(), value);
            }
        });
        return fields;
    }

    private static @Nullable Object plain(JsonNode node) {
        if (node.isObject()) {
            return plainFields(node);
        }
        if (node.isArray()) {
            List<Object> items = new ArrayList<>();
            for (JsonNode inner : node) {
                Object value = plain(inner);
                if (value != null) {
                    items.add(value);
                }
            }
            return items;
        }
        if (node.isNumber()) {
            return node.decimalValue();
        }
        if (node.isBoolean()) {
            return node.booleanValue();
        }
        return node.isTextual() ? node.textValue() : null;
    }

    /** The first 128 bits of the SHA-256 over the canonical JSON, in hex, after "h_". */
    static String hash(Json json, Map<String, @Nullable Object> content) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256")
                    .digest(json.write(content).getBytes(UTF_8));
            return "h_" + HexFormat.of().formatHex(hash, 0, HASH_BYTES);
        } catch (NoSuchAlgorithmException everyJdkHasIt) {
            throw new IllegalStateException(everyJdkHasIt);
        }
    }
}
