package dev.opportune.kernel.timeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class PropertiesTest {
    static Stream<Arguments> numbers() {
        return Stream.of(
                Arguments.of(100, "100"),
                Arguments.of(100L, "100"),
                Arguments.of(100.0, "100"),
                Arguments.of(1.5f, "1.5"),
                Arguments.of(new BigDecimal("1.50"), "1.5"),
                Arguments.of(new BigDecimal("1E+2"), "100"),
                Arguments.of(-0.0, "0"),
                Arguments.of(new BigDecimal("0E-7"), "0"),
                Arguments.of(new BigInteger("12345678901234567890"), "12345678901234567890"),
                Arguments.of(Double.NaN, "NaN"));
    }

    @ParameterizedTest
    @MethodSource("numbers")
    void number_hasOneForm(Number given, String text) {
        assertThat(Properties.of(Map.of("n", given)).text("n")).isEqualTo(text);
    }

    @Test
    void equalNumbers_areEqualHoweverTheyCame() {
        assertThat(Properties.of(Map.of("n", 100)))
                .isEqualTo(Properties.of(Map.of("n", new BigDecimal("100.00"))))
                .hasSameHashCodeAs(Properties.of(Map.of("n", 1e2)));
    }

    @Test
    void names_areInOrderAtEveryDepth() {
        Map<String, Object> inner = new LinkedHashMap<>();
        inner.put("z", 1);
        inner.put("a", List.of(Map.of("y", 1, "b", 2)));
        Map<String, Object> outer = new LinkedHashMap<>();
        outer.put("z", inner);
        outer.put("a", 1);
        assertThat(Properties.of(outer)).hasToString("{a=1, z={a=[{b=2, y=1}], z=1}}");
    }

    @Test
    void null_isTheSameAsNothing() {
        Map<String, Object> values = new HashMap<>();
        values.put("gone", null);
        values.put("list", Arrays.asList("a", null, "b"));
        Map<String, Object> nested = new HashMap<>();
        nested.put("gone", null);
        values.put("nested", nested);
        assertThat(Properties.of(values))
                .isEqualTo(Properties.of(Map.of("list", List.of("a", "b"), "nested", Properties.NONE)));
    }

    @Test
    void properties_doNotFollowWhatTheyWereMadeOf() {
        Map<String, Object> values = new HashMap<>(Map.of("a", 1));
        Properties made = Properties.of(values);
        values.put("a", 2);
        assertThat(made.number("a")).isEqualTo(1);
        assertThatExceptionOfType(UnsupportedOperationException.class)
                .isThrownBy(() -> made.values().put("b", 1));
    }

    @ParameterizedTest
    @CsvSource({
        "2026-03-03T12:00:00Z,           2026-03-03T12:00:00Z",
        "2026-03-03T12:00:00.500Z,       2026-03-03T12:00:00.5Z",
        "2026-03-03T12:00:00.120Z,       2026-03-03T12:00:00.12Z",
        "2026-03-03T12:00:00.001Z,       2026-03-03T12:00:00.001Z",
        "2026-03-03T12:00:00.000000100Z, 2026-03-03T12:00:00.0000001Z",
    })
    void instant_isUtcWithoutTrailingZeros(Instant instant, String text) {
        assertThat(Properties.canonical(instant)).isEqualTo(text);
        assertThat(Properties.of(Map.of("at", instant)).text("at")).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({"12, 12", "' 12.50 ', 12.5", "-1e3, -1000", "1E400, 1E+400"})
    void text_thatIsANumber_isRead(String text, BigDecimal number) {
        assertThat(Properties.of(Map.of("n", text)).exact("n")).isEqualByComparingTo(number);
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(
            strings = {
                "",
                " ",
                "12 €",
                "1,5",
                "0x10",
                "NaN",
                "1e401",
                "1e-999999999",
                "11111111111111111111111111111111111111111"
            })
    void text_thatIsNone_isMissing(String text) {
        Map<String, Object> values = new HashMap<>();
        values.put("n", text);
        assertThat(Properties.of(values).number("n")).isNull();
    }

    @Test
    void firstNumber_passesOverWhatIsNone() {
        Properties order = Properties.of(Map.of("value", "n/a", "total", "12", "revenue", 11));
        assertThat(order.firstNumber("missing", "value", "total", "revenue")).isEqualTo(12);
        assertThat(order.firstNumber("missing")).isNull();
    }

    @Test
    void flag_isTrueOrTheTextOfIt() {
        Properties flags = Properties.of(Map.of("a", true, "b", "TRUE", "c", "yes", "d", 1, "e", false));
        assertThat(Stream.of("a", "b", "c", "d", "e", "missing").map(flags::flag))
                .containsExactly(true, true, false, false, false, false);
    }

    @Test
    void with_laysOthersOver() {
        Properties known = Properties.of(Map.of("a", 1, "b", 1));
        assertThat(known.with(Properties.of(Map.of("b", 2, "c", 2))))
                .isEqualTo(Properties.of(Map.of("a", 1, "b", 2, "c", 2)));
        assertThat(known).isEqualTo(Properties.of(Map.of("a", 1, "b", 1)));
    }
}
