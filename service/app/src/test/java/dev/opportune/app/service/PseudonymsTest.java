package dev.opportune.app.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class PseudonymsTest {
    @Test
    void profile_isCalledTheSameWhileTheServiceRuns_andOthersOtherwise() {
        Pseudonyms names = new Pseudonyms(new Random(1));

        assertThat(names.of("ana@example.com")).matches("p_[0-9a-f]{12}").isEqualTo(names.of("ana@example.com"));
        assertThat(names.of("ben@example.com")).isNotEqualTo(names.of("ana@example.com"));
    }

    @Test
    void name_cannotBeComputed_withoutTheKeyOfThisStart() {
        assertThat(new Pseudonyms(new Random(1)).of("ana@example.com"))
                .isNotEqualTo(new Pseudonyms(new Random(2)).of("ana@example.com"));
    }
}
