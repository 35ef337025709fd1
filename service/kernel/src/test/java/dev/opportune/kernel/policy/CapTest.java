package dev.opportune.kernel.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CapTest {
    private static final Instant NOON = Instant.parse("2026-03-03T12:00:00Z");
    private static final ZoneId UTC = ZoneId.of("UTC");

    @ParameterizedTest
    @CsvSource({
        "1 per 24h,          1 per 24h",
        "3 per 7d,           3 per 7d",
        "1 per 1d,           1 per 24h",
        "0 per 90m,          0 per 1h30m",
        "2 per calendar day, 2 per calendar day",
    })
    void writtenCap_isReadAndWritten(String written, String formatted) {
        assertThat(Cap.parse(written)).hasToString(formatted);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "1", "per 24h", "one per 24h", "-1 per 24h", "1 per", "1 per day", "1 a 24h", "1  per 24h"})
    void whatIsNoCap_isRefused(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> Cap.parse(text));
    }

    /** A session that is rebuilt, or a late event, may know of sends that are still to come. */
    @ParameterizedTest
    @ValueSource(strings = {"1 per 24h", "1 per calendar day"})
    void sendStillToCome_doesNotCount(String cap) {
        assertThat(Cap.parse(cap).counts(NOON, NOON, UTC)).isTrue();
        assertThat(Cap.parse(cap).counts(NOON.plusMillis(1), NOON, UTC)).isFalse();
    }

    @Test
    void calendarDay_mayHave25Hours() {
        ZoneId berlin = ZoneId.of("Europe/Berlin");
        Instant firstOfTheDay = Instant.parse("2026-10-24T22:00:00Z");
        Instant lastOfTheDay = Instant.parse("2026-10-25T22:59:59.999Z");
        Cap cap = Cap.parse("1 per calendar day");
        assertThat(cap.counts(firstOfTheDay, lastOfTheDay, berlin)).isTrue();
        assertThat(cap.counts(firstOfTheDay, lastOfTheDay.plusMillis(1), berlin))
                .isFalse();
        assertThat(cap.counts(firstOfTheDay.minusMillis(1), lastOfTheDay, berlin))
                .isFalse();
    }
}
