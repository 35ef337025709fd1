package dev.opportune.authoring.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.opportune.kernel.policy.Cap;
import dev.opportune.kernel.policy.Span;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.LocalTime;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WrittenTest {
    @Test
    void duration_isWhatItWasFormattedFrom() {
        SplittableRandom random = new SplittableRandom(7);
        for (int i = 0; i < 10_000; i++) {
            Duration span = Duration.ofSeconds(random.nextLong(0, 400L * 24 * 3600) / (1 + random.nextInt(4) * 1000L));

            assertThat(Span.parse(Span.format(span))).isEqualTo(span);
        }
    }

    @Test
    void duration_isTheSumOfItsParts() {
        SplittableRandom random = new SplittableRandom(7);
        for (int i = 0; i < 1_000; i++) {
            int days = random.nextInt(1000);
            int hours = random.nextInt(1000);
            int minutes = random.nextInt(1000);
            int seconds = random.nextInt(1000);

            assertThat(Span.parse(days + "d" + hours + "h" + minutes + "m" + seconds + "s"))
                    .isEqualTo(Duration.ofSeconds(((days * 24L + hours) * 60 + minutes) * 60 + seconds));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "5", "m", "1 h", "1H", "-1h", "30m1h", "1h1h", "1.5h", "1w", " 1h", "1h ", "1h\n", "999999d"
            })
    void duration_writtenInAnyOtherWay_isRefused(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> Span.parse(text));
    }

    @Test
    void percent_isReadExactly() {
        assertThat(Written.percent("2.5%")).isEqualByComparingTo(new BigDecimal("2.5"));
        assertThat(Written.percent("0%")).isZero();
        assertThat(Written.percent("100%")).isEqualByComparingTo("100");
    }

    @ParameterizedTest
    @ValueSource(strings = {"5", "%", "05%", "100.1%", "-1%", "5 %", "1e1%", "1,5%"})
    void percent_writtenInAnyOtherWay_isRefused(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> Written.percent(text));
    }

    @Test
    void time_isReadToTheMinute() {
        assertThat(Written.time("21:30")).isEqualTo(LocalTime.of(21, 30));
    }

    @ParameterizedTest
    @ValueSource(strings = {"8:00", "24:00", "08:60", "0800", "08:00:00", "8 pm"})
    void time_writtenInAnyOtherWay_isRefused(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> Written.time(text));
    }

    @Test
    void cap_ofACalendarDay_hasNoWindow() {
        assertThat(Written.cap("2 per calendar day")).isEqualTo(new Cap(2, null));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0 per 24h", "1 per 0s", "1 per day", "one per 24h", "1 in 24h", "1 per 24 h"})
    void cap_thatIsNone_isRefused(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> Written.cap(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"CET+1", "+01:00", "europe/berlin", "Berlin", "GMT+1"})
    void zone_thatIsNoPlace_isRefused(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> Written.zone(text));
    }
}
