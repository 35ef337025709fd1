package dev.opportune.kernel.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** In Berlin 2026 the clocks skip 02:00 to 03:00 on 29 March (at 01:00Z), and repeat it on 25 October (until 01:00Z). */
class QuietHoursTest {
    @ParameterizedTest(name = "{0}")
    @CsvSource({
        // why                                  zone           from   to     at                        end
        "first instant of the night,            Europe/Berlin, 21:00, 08:00, 2026-01-10T20:00:00Z,     2026-01-11T07:00:00Z",
        "one millisecond before it,             Europe/Berlin, 21:00, 08:00, 2026-01-10T19:59:59.999Z,",
        "last instant of the night,             Europe/Berlin, 21:00, 08:00, 2026-01-11T06:59:59.999Z, 2026-01-11T07:00:00Z",
        "the end itself,                        Europe/Berlin, 21:00, 08:00, 2026-01-11T07:00:00Z,",
        "a nap,                                 Europe/Berlin, 13:00, 15:00, 2026-01-10T12:30:00Z,     2026-01-10T14:00:00Z",
        "the night after a nap,                 Europe/Berlin, 13:00, 15:00, 2026-01-10T22:00:00Z,",
        "the night an hour shorter,             Europe/Berlin, 21:00, 08:00, 2026-03-28T20:00:00Z,     2026-03-29T06:00:00Z",
        "the night an hour longer,              Europe/Berlin, 21:00, 08:00, 2026-10-24T19:00:00Z,     2026-10-25T07:00:00Z",
        "an end in the gap,                     Europe/Berlin, 21:00, 02:30, 2026-03-29T00:59:59.999Z, 2026-03-29T01:00:00Z",
        "the instant after that gap,            Europe/Berlin, 21:00, 02:30, 2026-03-29T01:00:00Z,",
        "before a beginning in the gap,         Europe/Berlin, 02:30, 08:00, 2026-03-29T00:59:59.999Z,",
        "a beginning in the gap,                Europe/Berlin, 02:30, 08:00, 2026-03-29T01:00:00Z,     2026-03-29T06:00:00Z",
        "an end that comes twice,               Europe/Berlin, 21:00, 02:30, 2026-10-25T00:29:59.999Z, 2026-10-25T00:30:00Z",
        "its first time is the end,             Europe/Berlin, 21:00, 02:30, 2026-10-25T00:30:00Z,",
        "the local time before it again,        Europe/Berlin, 21:00, 02:30, 2026-10-25T01:10:00Z,",
        "a beginning that comes twice,          Europe/Berlin, 02:30, 08:00, 2026-10-25T00:30:00Z,     2026-10-25T07:00:00Z",
        "local time before that beginning,      Europe/Berlin, 02:30, 08:00, 2026-10-25T01:10:00Z,     2026-10-25T07:00:00Z",
        "a gap at midnight ends the evening,    America/Sao_Paulo, 21:00, 00:00, 2018-11-04T02:59:59Z, 2018-11-04T03:00:00Z",
        "a gap at midnight begins the night,    America/Sao_Paulo, 00:00, 06:00, 2018-11-04T03:00:00Z, 2018-11-04T08:00:00Z",
    })
    void quiet_lastsUntil(String why, String zone, LocalTime from, LocalTime to, Instant at, Instant end) {
        assertThat(new QuietHours(from, to).endOfQuiet(at, ZoneId.of(zone))).isEqualTo(Optional.ofNullable(end));
    }
}
