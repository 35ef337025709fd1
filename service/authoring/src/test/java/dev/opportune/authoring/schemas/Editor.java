package dev.opportune.authoring.schemas;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.util.List;
import java.util.Optional;

/** An editor that checks YAML by a schema and knows nothing else. */
public final class Editor {
    private static final YAMLMapper YAML = new YAMLMapper();

    private final Schema schema;

    /** @param schema of JSON Schema, as text */
    public Editor(String schema) {
        this.schema = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(schema);
    }

    /** The text as other programs read it; empty where it is no YAML. */
    static Optional<JsonNode> parsed(String text) {
        try {
            JsonNode tree = YAML.readTree(text);
            return tree.isMissingNode() ? Optional.empty() : Optional.of(tree);
        } catch (JsonProcessingException noYaml) {
            return Optional.empty();
        }
    }

    static String written(JsonNode tree) {
        try {
            return YAML.writeValueAsString(tree);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** What is underlined in red; what is no YAML is, as a whole. */
    public List<String> complaints(String text) {
        return parsed(text).map(this::complaints).orElse(List.of("no YAML"));
    }

    List<String> complaints(JsonNode tree) {
        return schema.validate(tree).stream().map(Object::toString).toList();
    }
}
