package dev.opportune.authoring.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.opportune.authoring.Problem;
import dev.opportune.authoring.yaml.Schema;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** That a reader and what editors go by say the same of a text, but for what no schema can say. */
public final class Agreement {
    private final Editor editor;
    private final Schema schema;
    private final Function<String, List<Problem>> reader;

    /**
     * @param file of the schema
     * @param reader what is wrong with a text
     */
    public Agreement(String file, Function<String, List<Problem>> reader) {
        this.editor = new Editor(Schema.text(file));
        this.schema = Schema.published(file);
        this.reader = reader;
    }

    /** On texts in which nothing is wrong. */
    public void accepts(String text) {
        assertThat(reader.apply(text)).as(text).isEmpty();
        assertThat(editor.complaints(text)).as(text).isEmpty();
    }

    /** On any text. */
    public void holds(String text) {
        assertThat(differences(text)).as(text).isEmpty();
    }

    /** On all that is made of sound texts by one mistake. @return of how many */
    public int holdsForMutants(Collection<String> sound) {
        Mutants mutants = new Mutants();
        List<String> differences = new ArrayList<>();
        int count = 0;
        for (String text : sound) {
            for (Mutants.Mutant mutant : mutants.of(text)) {
                count++;
                differences(mutant.text()).forEach(difference -> differences.add(mutant.what() + ": " + difference));
            }
        }
        assertThat(differences).isEmpty();
        return count;
    }

    private List<String> differences(String text) {
        List<Problem> problems = reader.apply(text);
        List<String> complaints = editor.complaints(text);
        if (problems.isEmpty() && !complaints.isEmpty()) {
            return List.of("only the schema refuses it: " + complaints);
        }
        return complaints.isEmpty() && !Beyond.schemas(problems)
                ? List.of("only the reader refuses it: " + problems)
                : List.of();
    }

    /** That each key of the schema, at any depth, is somewhere in some texts, so that nothing goes untried. */
    public void isWhollyTriedBy(Collection<String> texts) {
        List<JsonNode> trees =
                texts.stream().map(text -> Editor.parsed(text).orElseThrow()).toList();
        List<String> untried = new ArrayList<>();
        look(schema.json(), trees, "", untried);
        assertThat(untried).isEmpty();
    }

    private static void look(JsonNode schema, List<JsonNode> values, String place, List<String> untried) {
        if (!schema.isObject()) {
            return;
        }
        schema.path("oneOf").forEach(one -> look(one, values, place, untried));
        for (Map.Entry<String, JsonNode> property : schema.path("properties").properties()) {
            List<JsonNode> inside = values.stream()
                    .map(value -> value.path(property.getKey()))
                    .filter(value -> !value.isMissingNode())
                    .toList();
            if (inside.isEmpty()) {
                untried.add(place + "/" + property.getKey());
            } else {
                look(property.getValue(), inside, place + "/" + property.getKey(), untried);
            }
        }
        List<JsonNode> named = values.stream()
                .filter(JsonNode::isObject)
                .flatMap(JsonNode::valueStream)
                .toList();
        look(schema.path("additionalProperties"), named, place + "/*", untried);
        List<JsonNode> items = values.stream()
                .filter(JsonNode::isArray)
                .flatMap(JsonNode::valueStream)
                .toList();
        look(schema.path("items"), items, place + "[]", untried);
    }

    /** Each key at any depth with what is said of it, as {@code key: description}; empty where nothing is. */
    public static List<String> descriptions(JsonNode schema) {
        List<String> all = new ArrayList<>();
        schema.path("oneOf").forEach(one -> all.addAll(descriptions(one)));
        schema.path("properties").properties().forEach(property -> {
            all.add(property.getKey() + ": "
                    + property.getValue().path("description").asText());
            all.addAll(descriptions(property.getValue()));
        });
        for (String inside : List.of("additionalProperties", "items")) {
            if (schema.path(inside).isObject()) {
                all.addAll(descriptions(schema.path(inside)));
            }
        }
        return all;
    }
}
