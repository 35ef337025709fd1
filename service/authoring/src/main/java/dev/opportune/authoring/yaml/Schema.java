package dev.opportune.authoring.yaml;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What may stand at a place in a document: a JSON Schema (draft 2020-12), as editors read it too. Readers take from it which
 * keys there are, which of them must be there, which words and numbers are allowed, and what to say of them. Of the language
 * of schemas only what the shipped ones are written in is understood.
 */
public final class Schema {
    private static final String MAP = "object";
    private static final String LIST = "array";

    private final JsonNode json;

    private Schema(JsonNode json) {
        this.json = json;
    }

    /** One of the published ones. @param name of its file, such as {@code flow.schema.json} */
    public static Schema published(String name) {
        return of(text(name));
    }

    /** The text of a published one, as it was published. */
    public static String text(String name) {
        try (InputStream found = Objects.requireNonNull(Schema.class.getResourceAsStream("/schemas/" + name), name)) {
            return new String(found.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new IllegalStateException(unreadable);
        }
    }

    /** @throws IllegalArgumentException if it is no JSON, or refers to what is not there */
    public static Schema of(String text) {
        try {
            JsonNode root = new ObjectMapper().readTree(text);
            return new Schema(expanded(root, root));
        } catch (JsonProcessingException broken) {
            throw new IllegalArgumentException(broken);
        }
    }

    /** With every reference replaced by what it refers to; what stands beside a reference comes first. */
    private static JsonNode expanded(JsonNode node, JsonNode root) {
        if (node instanceof ArrayNode list) {
            ArrayNode items = list.arrayNode();
            list.forEach(item -> items.add(expanded(item, root)));
            return items;
        }
        if (!(node instanceof ObjectNode map)) {
            return node;
        }
        ObjectNode all = map.objectNode();
        JsonNode reference = map.get("$ref");
        if (reference != null) {
            JsonNode target = root.at(reference.asText().substring(1));
            if (!target.isObject()) {
                throw new IllegalArgumentException("there is no " + reference.asText());
            }
            all.setAll((ObjectNode) expanded(target, root));
        }
        map.properties().stream()
                .filter(entry ->
                        !entry.getKey().equals("$ref") && !entry.getKey().equals("$defs"))
                .forEach(entry -> all.set(entry.getKey(), expanded(entry.getValue(), root)));
        return all;
    }

    /** It itself, with every reference replaced by what it refers to. Not to be changed. */
    public JsonNode json() {
        return json;
    }

    /** The keys that a map may have, in the order in which they are written. */
    public List<String> keys() {
        return as(MAP).path("properties").properties().stream()
                .map(Map.Entry::getKey)
                .toList();
    }

    /** Whether a map must have a key. */
    public boolean requires(String key) {
        return texts(as(MAP).path("required")).contains(key);
    }

    /** What may stand at a key of a map. */
    Optional<Schema> value(String key) {
        JsonNode named = as(MAP).path("properties").path(key);
        JsonNode found = named.isMissingNode() ? as(MAP).path("additionalProperties") : named;
        return found.isObject() ? Optional.of(new Schema(found)) : Optional.empty();
    }

    /** What may stand in a list. */
    Optional<Schema> item() {
        JsonNode items = as(LIST).path("items");
        return items.isObject() ? Optional.of(new Schema(items)) : Optional.empty();
    }

    /** The words of which one is to be written. */
    public List<String> words() {
        return alternatives()
                .flatMap(one -> Stream.concat(
                        Stream.of(one.path("const")), one.path("enum").valueStream()))
                .filter(JsonNode::isTextual)
                .map(JsonNode::asText)
                .toList();
    }

    /** Of the keys of a map, those of which exactly one must be there. */
    public List<String> kinds() {
        return required(as(MAP).path("oneOf"));
    }

    /** The keys of a map that another goes with, one of which must be there too; none where it goes with anything. */
    public List<String> partners(String key) {
        JsonNode with = as(MAP).path("dependentSchemas").path(key);
        return with.has("anyOf") ? required(with.path("anyOf")) : texts(with.path("required"));
    }

    private static List<String> required(JsonNode alternatives) {
        List<String> keys = new ArrayList<>();
        alternatives.forEach(one -> keys.addAll(texts(one.path("required"))));
        return keys;
    }

    Optional<BigDecimal> least() {
        return Optional.of(json.path("minimum")).filter(JsonNode::isNumber).map(JsonNode::decimalValue);
    }

    Optional<BigDecimal> most() {
        return Optional.of(json.path("maximum")).filter(JsonNode::isNumber).map(JsonNode::decimalValue);
    }

    /** What it is for, in one sentence; empty where that is not said. */
    String purpose() {
        String description = json.path("description").asText();
        int end = description.indexOf(". ");
        return end < 0 ? description.replaceFirst("\\.$", "") : description.substring(0, end);
    }

    /** How a value of a key of a map may look in YAML, where an example is given. */
    Optional<String> example(String key) {
        JsonNode example = as(MAP).path("properties").path(key).path("examples").path(0);
        return example.isValueNode()
                ? Optional.of(example.asText()).map(text -> text.contains(":") ? "\"" + text + "\"" : text)
                : Optional.empty();
    }

    /** It itself, or those of which one must hold. */
    private Stream<JsonNode> alternatives() {
        JsonNode several = json.path("oneOf");
        return Stream.concat(Stream.of(json), several.valueStream());
    }

    private JsonNode as(String type) {
        return alternatives()
                .filter(one -> one.path("type").asText().equals(type))
                .findFirst()
                .orElse(json.path("nothing of this type"));
    }

    private static List<String> texts(JsonNode list) {
        List<String> texts = new ArrayList<>();
        list.forEach(text -> texts.add(text.asText()));
        return texts;
    }
}
