package dev.opportune.kernel.session;

import static dev.opportune.kernel.session.Samples.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.kie.api.KieBase;

class EngineTest {
    private final KieBase base = Samples.baseWithoutRules();
    private final Ruleset ruleset = Samples.ruleset(() -> base);
    private final Proposals proposals = new Proposals(ruleset, fact -> null, (rule, failure) -> {});

    private Engine engine() {
        return new Engine(
                ruleset.newSession(Set.of(), proposals),
                new Budget(Allowance.USUAL),
                proposals,
                match -> new Firing("rule", List.of(), false));
    }

    @Test
    void clock_beginsAtTheEpochAndGoesWhereItIsSet() {
        try (Engine engine = engine()) {
            assertThat(engine.now()).isEqualTo(Instant.EPOCH);
            engine.advanceTo(NOON.plusMillis(1));
            assertThat(engine.now()).isEqualTo(NOON.plusMillis(1));
        }
    }

    @Test
    void clock_neverGoesBack() {
        try (Engine engine = engine()) {
            engine.advanceTo(NOON);
            engine.advanceTo(NOON.minusSeconds(1));
            assertThat(engine.now()).isEqualTo(NOON);
        }
    }

    @Test
    void nextJob_whereNothingIsWaitedFor_isNone() {
        try (Engine engine = engine()) {
            engine.advanceTo(NOON);
            assertThat(engine.nextJob()).isEmpty();
        }
    }
}
