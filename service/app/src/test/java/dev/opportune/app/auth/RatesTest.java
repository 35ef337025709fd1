package dev.opportune.app.auth;

import static org.assertj.core.api.Assertions.assertThat;

import dev.opportune.app.service.SettableClock;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Four calls a second, ten at once. */
class RatesTest {
    private static final int PER_SECOND = 4;
    private static final int BURST = 10;

    private final SettableClock clock = new SettableClock(Instant.parse("2026-03-03T12:00:00Z"));
    private final Rates rates = new Rates(PER_SECOND, BURST, clock);

    private static Key key(String name, @Nullable Integer own) {
        return new Key(name, Key.hash("salt", name), Set.of(Scope.INGEST), own);
    }

    /** How many calls are let through before one is not. */
    private int calls(Key key) {
        int calls = 0;
        while (rates.take(key).isZero()) {
            calls++;
        }
        return calls;
    }

    @Test
    void key_callsAsOftenAtOnceAsItsBurst_andIsToldHowLongToWait() {
        assertThat(calls(key("shop", null))).isEqualTo(BURST);
        assertThat(rates.take(key("shop", null))).isEqualTo(Duration.ofMillis(250));
        clock.advance(Duration.ofMillis(100));
        assertThat(rates.take(key("shop", null))).isEqualTo(Duration.ofMillis(150));
    }

    @Test
    void key_thatWaited_callsAsOftenAsItsRateAllows() {
        calls(key("shop", null));
        clock.advance(Duration.ofMillis(1_249));

        assertThat(calls(key("shop", null))).isEqualTo(PER_SECOND);
    }

    @Test
    void key_thatPausedForLong_hasItsBurst_andNoMore() {
        calls(key("shop", null));
        clock.advance(Duration.ofDays(1));

        assertThat(calls(key("shop", null))).isEqualTo(BURST);
    }

    @Test
    void key_thatCallsTooOften_leavesOthersAlone() {
        calls(key("shop", null));

        assertThat(calls(key("app", null))).isEqualTo(BURST);
    }

    @Test
    void key_withARateOfItsOwn_hasABurstInProportion() {
        assertThat(calls(key("partner", 2))).isEqualTo(BURST / 2);
        assertThat(rates.take(key("partner", 2))).isEqualTo(Duration.ofMillis(500));
    }

    @Test
    void clock_thatIsSetBack_shutsNobodyOut() {
        calls(key("shop", null));
        clock.advance(Duration.ofHours(-1));
        assertThat(rates.take(key("shop", null))).isEqualTo(Duration.ofMillis(250));
        clock.advance(Duration.ofMillis(250));

        assertThat(rates.take(key("shop", null))).isZero();
    }
}
