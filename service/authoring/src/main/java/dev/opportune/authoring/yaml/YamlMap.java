package dev.opportune.authoring.yaml;

import dev.opportune.authoring.Place;
import dev.opportune.authoring.Problems;
import dev.opportune.authoring.Suggestion;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.NodeTuple;

/** A map in a document, in the order of the file. */
public final class YamlMap {
    private final Place place;
    private final Problems problems;
    private final Map<String, YamlNode> values;
    private final Map<String, YamlNode> keys;
    private final @Nullable List<String> allowed;
    private final @Nullable Schema schema;

    private YamlMap(
            Place place,
            Problems problems,
            Map<String, YamlNode> values,
            Map<String, YamlNode> keys,
            @Nullable List<String> allowed,
            @Nullable Schema schema) {
        this.place = place;
        this.problems = problems;
        this.values = values;
        this.keys = keys;
        this.allowed = allowed;
        this.schema = schema;
    }

    static YamlMap read(MappingNode mapping, String file, Problems problems, @Nullable Schema schema) {
        Map<String, YamlNode> values = new LinkedHashMap<>();
        Map<String, YamlNode> keys = new LinkedHashMap<>();
        for (NodeTuple tuple : mapping.getValue()) {
            YamlNode key = new YamlNode(tuple.getKeyNode(), file, problems, null);
            String name = key.text().orElse(null);
            if (name == null) {
                continue;
            }
            YamlNode first = keys.putIfAbsent(name, key);
            if (first == null) {
                values.put(
                        name,
                        new YamlNode(
                                tuple.getValueNode(),
                                file,
                                problems,
                                schema == null ? null : schema.value(name).orElse(null)));
            } else {
                key.problem(
                        "duplicate_key",
                        "the key \"" + name + "\" is already in line "
                                + first.place().line(),
                        "remove one of them");
            }
        }
        return new YamlMap(YamlDocument.place(file, mapping.getStartMark()), problems, values, keys, null, schema);
    }

    YamlMap only(List<String> allowedKeys) {
        Map<String, YamlNode> kept = new LinkedHashMap<>(values);
        keys.forEach((name, key) -> {
            if (!allowedKeys.contains(name)) {
                kept.remove(name);
                key.problem("unknown_key", "unknown key \"" + name + "\"", Suggestion.hint(name, allowedKeys));
            }
        });
        return new YamlMap(place, problems, kept, keys, allowedKeys, schema);
    }

    /** Where it starts. */
    public Place place() {
        return place;
    }

    /** Where a key stands; the map's own place if it is not there. */
    public Place keyPlace(String key) {
        YamlNode found = keys.get(key);
        return found == null ? place : found.place();
    }

    public boolean has(String key) {
        return values.containsKey(key);
    }

    /**
     * The value of a key. A key without a value counts as left out, with a problem; one that is not there is a problem where the
     * schema requires it.
     */
    public Optional<YamlNode> get(String key) {
        if (allowed != null && !allowed.contains(key)) {
            throw new IllegalArgumentException("\"" + key + "\" is not among the keys this map was read with");
        }
        YamlNode value = values.get(key);
        if (value == null && schema != null && schema.requires(key) && !isMisspelt(key)) {
            String line = key + ": " + schema.example(key).orElse("…");
            problems.error(
                    "missing_key",
                    place,
                    "the key \"" + key + "\" is missing",
                    "add " + (line.contains("\"") ? line : "\"" + line + "\""));
        }
        if (value != null && value.isNull()) {
            problems.error(
                    "missing_value",
                    keyPlace(key),
                    "the key \"" + key + "\" has no value",
                    "write one, or remove the key");
            return Optional.empty();
        }
        return Optional.ofNullable(value);
    }

    /** Whether a key that is not allowed was probably meant to be this one, which it has been told already. */
    private boolean isMisspelt(String key) {
        return allowed != null
                && keys.keySet().stream()
                        .filter(written -> !allowed.contains(written))
                        .anyMatch(written -> Suggestion.nearest(written, allowed)
                                .filter(key::equals)
                                .isPresent());
    }

    /** All values by key, in the order of the file. */
    public Map<String, YamlNode> entries() {
        return Collections.unmodifiableMap(values);
    }
}
