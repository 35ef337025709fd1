package dev.opportune.kernel.session;

import static dev.opportune.kernel.session.Samples.event;
import static dev.opportune.kernel.session.Samples.minute;
import static org.assertj.core.api.Assertions.assertThat;

import dev.opportune.kernel.store.Activation;
import dev.opportune.kernel.timeline.Entry;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The revisions here are named by their lookback in minutes. */
class HorizonTest {
    private static Horizon under(Activation... activations) {
        return new Horizon(new Rulesets() {
            @Override
            public List<Activation> activations() {
                return List.of(activations);
            }

            @Override
            public Ruleset ruleset(String revision) {
                throw new AssertionError("no revision is compiled to know how far it sees");
            }

            @Override
            public Duration lookback(String revision) {
                return Map.of("10", Duration.ofMinutes(10), "60", Duration.ofMinutes(60), "90", Duration.ofMinutes(90))
                        .get(revision);
            }
        });
    }

    private static Activation activation(double minute, String revision) {
        return new Activation(minute(minute), revision, "test");
    }

    private static Instant cut(Horizon horizon, double... minutes) {
        return horizon.after(Arrays.stream(minutes)
                .mapToObj(minute -> (Entry) event(minute, "Product Viewed"))
                .toList());
    }

    @Test
    void cut_ofNothing_isNone() {
        assertThat(cut(under(activation(0, "10")))).isNull();
    }

    @Test
    void cut_underOneRevision_isItsLookbackBeforeTheLastEntry() {
        assertThat(cut(under(activation(50, "10")), 20, 100)).isEqualTo(minute(90));
    }

    @Test
    void cut_afterALongerLookback_staysWhereTheShorterOneHadIt() {
        Horizon horizon = under(activation(0, "10"), activation(150, "60"));

        assertThat(cut(horizon, 100, 149)).isEqualTo(minute(139));
        assertThat(cut(horizon, 100, 149, 160)).isEqualTo(minute(139));
        assertThat(cut(horizon, 100, 149, 160, 210)).isEqualTo(minute(150));
    }

    @Test
    void cut_afterAShorterLookback_movesWithTheNextEntry() {
        Horizon horizon = under(activation(0, "60"), activation(150, "10"));

        assertThat(cut(horizon, 100, 149)).isEqualTo(minute(89));
        assertThat(cut(horizon, 100, 149, 151)).isEqualTo(minute(141));
    }

    @Test
    void cut_underARevisionWithoutEntries_isThatOfTheOthers() {
        Horizon horizon = under(activation(0, "60"), activation(110, "10"), activation(120, "90"));

        assertThat(cut(horizon, 100, 130)).isEqualTo(minute(40));
    }

    @Test
    void cut_atTheInstantOfAnActivation_isUnderTheNewRevision() {
        assertThat(cut(under(activation(0, "60"), activation(100, "10")), 100)).isEqualTo(minute(90));
    }
}
