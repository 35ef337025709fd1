package dev.opportune.authoring.yaml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.opportune.authoring.Problem;
import dev.opportune.authoring.Problems;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A document read by a schema: what is said of it comes from there. */
class SchemaTest {
    private static final Schema SCHEMA = Schema.of("""
            {
              "type": "object",
              "required": ["name", "size"],
              "properties": {
                "name": {"description": "Who it is. Any text.", "$ref": "#/$defs/text"},
                "size": {"type": "integer", "minimum": 1, "maximum": 3, "examples": [2]},
                "from": {"type": "string", "examples": ["21:00"]},
                "colour": {"enum": ["red", "green"]},
                "when": {"oneOf": [{"const": "never"}, {"type": "array", "items": {"$ref": "#/$defs/time"}}]},
                "left": {}, "right": {}
              },
              "oneOf": [{"required": ["left"]}, {"required": ["right"]}],
              "dependentSchemas": {
                "from": {"required": ["left"]},
                "colour": {"anyOf": [{"required": ["left"]}, {"required": ["right"]}]}
              },
              "$defs": {
                "text": {"description": "A text.", "type": "string"},
                "time": {"type": "object", "required": ["at"], "properties": {"at": {"examples": ["21:00"]}}}
              }
            }
            """);

    private final Problems problems = new Problems();

    private YamlMap read(String text) {
        return YamlDocument.read("f.yml", text, problems, SCHEMA)
                .flatMap(YamlNode::map)
                .orElseThrow();
    }

    private List<String> said() {
        return problems.all().stream().map(Problem::toString).toList();
    }

    @Test
    void keys_areThoseOfTheSchema() {
        read("{name: a, size: 2, nmae: b}");

        assertThat(said()).containsExactly("f.yml:1:20: unknown key \"nmae\"; did you mean \"name\"?");
    }

    @Test
    void key_thatTheSchemaRequires_isMissed_withAnExampleOfIt() {
        YamlMap map = read("{left: a}");

        assertThat(map.get("name")).isEmpty();
        assertThat(map.get("size")).isEmpty();
        assertThat(map.get("right")).isEmpty();
        assertThat(said())
                .containsExactly(
                        "f.yml:1:1: the key \"name\" is missing; add \"name: …\"",
                        "f.yml:1:1: the key \"size\" is missing; add \"size: 2\"");
    }

    @Test
    void example_thatMustBeQuoted_is() {
        read("when: [{}]")
                .get("when")
                .flatMap(YamlNode::list)
                .orElseThrow()
                .get(0)
                .map()
                .orElseThrow()
                .get("at");

        assertThat(said()).containsExactly("f.yml:1:8: the key \"at\" is missing; add at: \"21:00\"");
    }

    @Test
    void valueOfAnotherType_isToldWhatTheKeyIsFor() {
        assertThat(read("name: [a]").get("name").flatMap(YamlNode::text)).isEmpty();

        assertThat(said()).containsExactly("f.yml:1:7: here should be text, not a list; Who it is");
    }

    @Test
    void number_outOfItsBounds_isRefused() {
        assertThat(read("size: 3").get("size").flatMap(YamlNode::integer)).hasValue(3);
        assertThat(read("size: 4").get("size").flatMap(YamlNode::integer)).isEmpty();

        assertThat(said()).containsExactly("f.yml:1:7: 4 is out of range; write a whole number from 1 to 3");
    }

    @Test
    void word_isOneOfThose() {
        assertThat(read("colour: red").get("colour").flatMap(YamlNode::word)).hasValue("red");
        assertThat(read("when: never").get("when").flatMap(YamlNode::word)).hasValue("never");
        assertThat(read("colour: rde").get("colour").flatMap(YamlNode::word)).isEmpty();

        assertThat(said()).containsExactly("f.yml:1:9: unknown value \"rde\"; did you mean \"red\"?");
    }

    @Test
    void kindsAndPartners_areKnown() {
        assertThat(SCHEMA.kinds()).containsExactly("left", "right");
        assertThat(SCHEMA.partners("from")).containsExactly("left");
        assertThat(SCHEMA.partners("colour")).containsExactly("left", "right");
        assertThat(SCHEMA.partners("name")).isEmpty();
    }

    @Test
    void reference_toNothing_isRefused() {
        assertThatThrownBy(() -> Schema.of("{\"$ref\": \"#/$defs/none\"}"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("none");
    }
}
