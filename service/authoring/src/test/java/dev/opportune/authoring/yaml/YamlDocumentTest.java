package dev.opportune.authoring.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import dev.opportune.authoring.Problem;
import dev.opportune.authoring.Problems;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class YamlDocumentTest {
    private final Problems problems = new Problems();

    @Test
    void map_withoutMistakes_isReadWithoutProblems() {
        YamlMap map =
                read("name: a\ncount: 3\nlive: true\nfor: 1h30m\n").openMap().orElseThrow();

        assertThat(map.get("name").flatMap(YamlNode::text)).hasValue("a");
        assertThat(map.get("count").flatMap(YamlNode::number)).hasValue(BigDecimal.valueOf(3));
        assertThat(map.get("live").flatMap(YamlNode::flag)).hasValue(true);
        assertThat(map.get("for").flatMap(YamlNode::duration)).hasValue(Duration.ofMinutes(90));
        assertThat(problems.all()).isEmpty();
    }

    @Test
    void key_writtenTwice_isAProblemAtTheSecond() {
        read("a: 1\nb: 2\na: 3\n").openMap();

        assertThat(codesAndPlaces()).containsExactly("duplicate_key f.yml:3:1");
    }

    @Test
    void key_withoutValue_isAProblemOnce() {
        YamlMap map = read("a:\n").openMap().orElseThrow();

        assertThat(map.get("a")).isEmpty();
        assertThat(codesAndPlaces()).containsExactly("missing_value f.yml:1:1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0123",
                "1_000",
                "no",
                "off",
                "Yes",
                "12:30",
                "2026-03-03",
                "0x1F",
                "1.5",
                "1e3",
                "~",
                ".inf",
                "true"
            })
    void text_thatYamlWouldChange_isRefused(String scalar) {
        assertThat(read("a: " + scalar).openMap().orElseThrow().get("a").flatMap(YamlNode::text))
                .isEmpty();
        assertThat(problems.all()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0123", "no", "12:30", "p1", "1 per 24h"})
    void text_quoted_isItself(String scalar) {
        assertThat(read("a: \"" + scalar + "\"")
                        .openMap()
                        .orElseThrow()
                        .get("a")
                        .flatMap(YamlNode::text))
                .hasValue(scalar);
        assertThat(problems.all()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"0123", "1_000", "0x1F", "12:30", "\"5\"", "five"})
    void number_thatIsNotPlainDigits_isRefused(String scalar) {
        assertThat(read("a: " + scalar).openMap().orElseThrow().get("a").flatMap(YamlNode::number))
                .isEmpty();
        assertThat(problems.all()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"yes", "on", "True", "\"true\"", "1"})
    void flag_thatIsNotTrueOrFalse_isRefused(String scalar) {
        assertThat(read("a: " + scalar).openMap().orElseThrow().get("a").flatMap(YamlNode::flag))
                .isEmpty();
        assertThat(codesAndPlaces()).containsExactly("wrong_type f.yml:1:4");
    }

    @Test
    void value_ofAnyShape_keepsItsTypes() {
        Optional<Object> value =
                read("{id: p1, price: 12.50, tags: [a, true], nested: {x: ~}}").value();

        assertThat(value)
                .hasValue(Map.of(
                        "id", "p1", "price", new BigDecimal("12.50"), "tags", List.of("a", true), "nested", Map.of()));
    }

    @Test
    void value_thatYamlWouldChange_isRefusedWhereItStands() {
        read("{id: 0123, ok: 1}").value();

        assertThat(codesAndPlaces()).containsExactly("quote_it f.yml:1:6");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a: &x 1",
                "a: [*x]",
                "a: !!str 1",
                "a: 1\n---\nb: 2",
                "a: [1",
                "a: \u0001",
                "\ta: 1",
                "",
                "a: b: c"
            })
    void document_thatIsNotStrictYaml_isOneProblem(String text) {
        assertThat(YamlDocument.read("f.yml", text, problems)).isEmpty();
        assertThat(problems.all()).hasSize(1);
    }

    @Test
    void document_tooDeep_isAProblem() {
        assertThat(YamlDocument.read("f.yml", "[".repeat(5000) + "]".repeat(5000), problems))
                .isEmpty();
        assertThat(problems.all()).hasSize(1);
    }

    @Test
    void character_thatIsNotAllowed_isAProblemAtItsPlace() {
        YamlDocument.read("f.yml", "a: 1\nb: \"x\u0007\"\n", problems);

        assertThat(codesAndPlaces()).containsExactly("invalid_yaml f.yml:2:6");
    }

    private YamlNode read(String text) {
        return YamlDocument.read("f.yml", text, problems).orElseThrow();
    }

    private List<String> codesAndPlaces() {
        return problems.all().stream()
                .map((Problem problem) -> problem.code() + " " + problem.place())
                .toList();
    }
}
