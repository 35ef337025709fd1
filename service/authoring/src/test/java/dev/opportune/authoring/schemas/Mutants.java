package dev.opportune.authoring.schemas;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * What people get wrong in a document, one thing at a time: a key left out, misspelt, or that belongs elsewhere; a value of another
 * type; a unit, time or share that is none. Of what is wrong at one key in one way a few samples are made of a whole corpus.
 */
public final class Mutants {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final int SAMPLES = 2;
    private static final List<String> TEXTS = List.of(
            "",
            " ",
            "zzz",
            "0",
            "5",
            "90",
            "0s",
            "00h",
            "1d",
            "-5h",
            "--5h",
            "1h 30m",
            "1.5h",
            "30m1h",
            "5 minutes",
            "7D",
            "1000000d",
            "24:00",
            "21:30",
            "9:30",
            "21:00:00",
            "5%",
            "05%",
            "100%",
            "100.5%",
            "2.55%",
            "5 %",
            "1 per 24h",
            "0 per 24h",
            "1 per 0s",
            "1 per day",
            "2 per calendar day",
            "1 per 24 h",
            "2026-03-03 12:00",
            "2026-03-03",
            "2026-03-03 12:00 Europe/Berlin",
            "2026-03-03 12:00:30.5 UTC",
            "2026-13-03 12:00 UTC",
            "2026-03-03T12:00:00Z",
            "nothing",
            "shipped",
            "trigger",
            "quiet_hours",
            "Europe/Berlin",
            "Cart-Recovery");
    private static final List<String> KEYS =
            List.of("with", "of", "occurred", "profile", "activate", "expect", "event", "send", "reason", "paused");

    private final Map<String, Integer> made = new LinkedHashMap<>();

    /** @param what was done, and where */
    public record Mutant(String what, String text) {
        @Override
        public String toString() {
            return what + "\n" + text;
        }
    }

    /** Those of one more document of the corpus. */
    public List<Mutant> of(String text) {
        List<Mutant> mutants = new ArrayList<>();
        JsonNode root = Editor.parsed(text).orElseThrow();
        mutate(root, root, "", mutants);
        return mutants;
    }

    private void mutate(JsonNode root, JsonNode node, String place, List<Mutant> mutants) {
        if (node instanceof ObjectNode map) {
            for (String key : List.copyOf(names(map))) {
                JsonNode value = map.get(key);
                String inside = place + "/" + key;
                change(root, map, inside + " left out", mutants, keys -> without(keys, key));
                change(
                        root,
                        map,
                        inside + " misspelt",
                        mutants,
                        keys -> without(keys, key).set(key + "x", value));
                replacements(value)
                        .forEach((what, other) ->
                                change(root, map, inside + " is " + what, mutants, keys -> keys.set(key, other)));
                mutate(root, value, inside, mutants);
            }
            KEYS.stream()
                    .filter(key -> !map.has(key))
                    .forEach(key -> change(root, map, place + "/ has " + key, mutants, keys -> keys.put(key, "0m")));
        } else if (node instanceof ArrayNode list) {
            for (int index = 0; index < list.size(); index++) {
                JsonNode value = list.get(index);
                int at = index;
                replacements(value).forEach((what, other) -> {
                    list.set(at, other);
                    add(root, place + "[] is " + what, mutants);
                    list.set(at, value);
                });
                mutate(root, value, place + "[]", mutants);
            }
        }
    }

    private static ObjectNode without(ObjectNode map, String key) {
        map.remove(key);
        return map;
    }

    private static List<String> names(ObjectNode map) {
        return map.properties().stream().map(Map.Entry::getKey).toList();
    }

    private static Map<String, JsonNode> replacements(JsonNode value) {
        Map<String, JsonNode> others = new LinkedHashMap<>();
        others.put("nothing at all", NODES.nullNode());
        others.put("a number", NODES.numberNode(7));
        others.put("a number below 0", NODES.numberNode(-1));
        others.put("a large number", NODES.numberNode(101));
        others.put("a flag", NODES.booleanNode(true));
        others.put("an empty list", NODES.arrayNode());
        others.put("a list of texts", NODES.arrayNode().add("zzz"));
        others.put("a list of maps", NODES.arrayNode().add(NODES.objectNode().put("zzz", "a")));
        others.put("an empty map", NODES.objectNode());
        others.put("a map", NODES.objectNode().put("zzz", "a"));
        TEXTS.forEach(text -> others.put("\"" + text + "\"", NODES.textNode(text)));
        if (value.isTextual()) {
            others.put("itself and more", NODES.textNode(value.asText() + "x"));
        }
        return others;
    }

    /** Changes a map, takes a sample, and puts everything back in its order. */
    private void change(JsonNode root, ObjectNode map, String what, List<Mutant> mutants, Consumer<ObjectNode> how) {
        ObjectNode before = map.deepCopy();
        how.accept(map);
        add(root, what, mutants);
        map.removeAll();
        map.setAll(before);
    }

    private void add(JsonNode root, String what, List<Mutant> mutants) {
        // Names that authors choose are all alike.
        String kind =
                what.replaceAll("/(profiles|channels|experiments|assign|traits|because|content|flows)/[^/ ]+", "/$1/*");
        if (made.merge(kind, 1, Integer::sum) <= SAMPLES) {
            mutants.add(new Mutant(what, Editor.written(root)));
        }
    }
}
