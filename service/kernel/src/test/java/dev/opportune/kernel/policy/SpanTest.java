package dev.opportune.kernel.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SpanTest {
    @ParameterizedTest
    @CsvSource({
        "0s,     PT0S,      0s",
        "90s,    PT90S,     1m30s",
        "30m,    PT30M,     30m",
        "1h30m,  PT90M,     1h30m",
        "24h,    PT24H,     24h",
        "1d,     PT24H,     24h",
        "1d1s,   PT24H1S,   24h1s",
        "36h,    PT36H,     36h",
        "48h,    PT48H,     2d",
        "7d,     PT168H,    7d",
        "2d3h4m5s, PT51H4M5S, 2d3h4m5s",
        "36500d, PT876000H, 36500d",
    })
    void writtenSpan_isReadAndWrittenInItsLargestUnits(String written, Duration span, String formatted) {
        assertThat(Span.parse(written)).isEqualTo(span);
        assertThat(Span.format(span)).isEqualTo(formatted);
        assertThat(Span.parse(formatted)).isEqualTo(span);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "30", "30 m", "-30m", "+1h", "1.5h", "30M", "m", "30m1h", "1h1h", "1w", "100000d"})
    void whatIsNoSpan_isRefusedWithAnExample(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Span.parse(text))
                .withMessageContaining("\"" + text + "\"")
                .withMessageContaining("1h30m");
    }
}
