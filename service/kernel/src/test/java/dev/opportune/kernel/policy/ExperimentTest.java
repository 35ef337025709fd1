package dev.opportune.kernel.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExperimentTest {
    private static Experiment split(Object... namesAndWeights) {
        Map<String, BigDecimal> variants = new LinkedHashMap<>();
        for (int i = 0; i < namesAndWeights.length; i += 2) {
            variants.put((String) namesAndWeights[i], new BigDecimal(namesAndWeights[i + 1].toString()));
        }
        return new Experiment("cart-delay", "s1", variants);
    }

    /** As {@code printf '%s\n%s\n%s' SALT EXPERIMENT PROFILE | sha256sum} gives them. */
    @ParameterizedTest
    @CsvSource({
        "'', holdout,    u1,  0.9238734649",
        "'', holdout,    ana, 0.1712771951",
        "s1, cart-delay, ana, 0.6121582546",
        "s1, cart-delay, ben, 0.2657897392",
    })
    void share_isTheHashOfSaltExperimentAndProfile(String salt, String name, String profile, BigDecimal share) {
        Experiment experiment = new Experiment(name, salt, Map.of("a", BigDecimal.ONE));
        assertThat(experiment.share(profile).setScale(10, RoundingMode.HALF_UP)).isEqualByComparingTo(share);
    }

    @Test
    void variants_areCumulatedInTheOrderTheyAreWritten() {
        assertThat(split("z", 62, "a", 38).variantOf("ana")).isEqualTo("z");
        assertThat(split("a", 38, "z", 62).variantOf("ana")).isEqualTo("z");
        assertThat(split("z", 61, "a", 39).variantOf("ana")).isEqualTo("a");
    }

    @Test
    void weights_needNotBePercents() {
        assertThat(split("z", "0.62", "a", "0.38").variantOf("ana")).isEqualTo("z");
        assertThat(split("z", "6.1", "a", "3.9").variantOf("ana")).isEqualTo("a");
    }

    @Test
    void variantOfNoWeight_isNobodys() {
        assertThat(IntStream.range(0, 200)
                        .mapToObj(i -> split("never", 0, "always", 1, "last", 0).variantOf("u" + i)))
                .containsOnly("always");
    }

    @Test
    void holdout_ofNoneAndOfAll_isExact() {
        assertThat(IntStream.range(0, 200)
                        .mapToObj(i -> Experiment.holdout(BigDecimal.ZERO).variantOf("u" + i)))
                .containsOnly(Experiment.TREATED);
        assertThat(IntStream.range(0, 200)
                        .mapToObj(
                                i -> Experiment.holdout(BigDecimal.valueOf(100)).variantOf("u" + i)))
                .containsOnly(Experiment.HELD_OUT);
    }

    @Test
    void weights_thatSplitNothing_areRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> split());
        assertThatIllegalArgumentException().isThrownBy(() -> split("a", 0, "b", 0));
        assertThatIllegalArgumentException().isThrownBy(() -> split("a", 2, "b", -1, "c", 3));
    }
}
