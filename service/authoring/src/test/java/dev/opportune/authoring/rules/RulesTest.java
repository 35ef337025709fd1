package dev.opportune.authoring.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.opportune.authoring.Problem;
import dev.opportune.kernel.policy.Cap;
import dev.opportune.kernel.policy.Flow;
import dev.opportune.kernel.policy.Goal;
import dev.opportune.kernel.policy.Policy;
import dev.opportune.kernel.session.Ruleset;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class RulesTest {
    private final Rules rules = new Rules();

    @Test
    void example_isLoadedWithoutProblems() {
        Loaded loaded = rules.load(Rulesets.example());

        assertThat(loaded.problems()).isEmpty();
        assertThat(loaded.ruleset()).map(Ruleset::revision).hasValue(loaded.revision());
        assertThat(loaded.ruleNames().get("cart-recovery/cart-recovery.drl"))
                .hasSize(4)
                .contains("They ordered");
    }

    @Test
    void flow_isReadWithAllItsKeys() {
        Flow flow =
                rules.load(Rulesets.example()).ruleset().orElseThrow().flows().get("cart-recovery");

        assertThat(flow.owner()).isEqualTo("lifecycle");
        assertThat(flow.goal()).isEqualTo(new Goal("Order Completed", Duration.ofDays(7)));
        assertThat(flow.priority()).isEqualTo(80);
        assertThat(flow.reentry()).isEqualTo(Duration.ofDays(1));
        assertThat(flow.validFor()).isEqualTo(Duration.ofHours(12));
        assertThat(flow.experiments().get("cart-delay").variants())
                .isEqualTo(Map.of("30m", new BigDecimal(50), "1h", new BigDecimal(50)));
    }

    @Test
    void policy_isReadWithAllItsKeys() {
        Policy policy = rules.load(Rulesets.example()).ruleset().orElseThrow().policy();

        assertThat(policy.defaultTimezone()).isEqualTo(ZoneId.of("Europe/Berlin"));
        assertThat(policy.lookback()).isEqualTo(Duration.ofDays(120));
        assertThat(policy.holdout().variants()).containsEntry("held_out", new BigDecimal(5));
        assertThat(policy.channels()).containsOnlyKeys("email", "sms");
        assertThat(policy.channels().get("email").caps())
                .containsExactly(Cap.parse("1 per 24h"), Cap.parse("3 per 7d"));
        assertThat(policy.channels().get("sms").quietHours().to()).isEqualTo(LocalTime.of(10, 0));
        assertThat(policy.retention()).containsEntry("decisions", Duration.ofDays(800));
    }

    @Test
    void keysThatMayBeLeftOut_haveTheirDefaults() {
        Map<String, byte[]> files = new TreeMap<>(Rulesets.example());
        files.put(
                "policy.yml",
                "{default_timezone: UTC, lateness: 48h, lookback: 10d, channels: {email: {consent: none}}}".getBytes());
        files.put(
                "cart-recovery/flow.yml",
                "{flow: cart-recovery, owner: a, channel: email, priority: 1, reentry: 0s}".getBytes());

        Loaded loaded = rules.load(files);

        assertThat(loaded.problems()).extracting(Problem::code).containsExactly("no_consent_purpose");
        Policy policy = loaded.ruleset().orElseThrow().policy();
        assertThat(policy.caps()).isEmpty();
        assertThat(policy.channels().get("email").consent()).isNull();
        assertThat(policy.holdout().variantOf("anyone")).isEqualTo("treated");
        Flow flow = loaded.ruleset().orElseThrow().flows().get("cart-recovery");
        assertThat(List.of(flow.openFor(), flow.validFor())).containsExactly(Duration.ofDays(7), Duration.ofHours(24));
    }

    @Test
    void ruleThatNamesRequested_asksForRequests() {
        assertThat(rules.load(Rulesets.example()).ruleset().orElseThrow().asksForRequests())
                .isFalse();
        assertThat(rules.load(Rulesets.exampleWith("rule \"x\" when not Requested( now ) then end"))
                        .ruleset()
                        .orElseThrow()
                        .asksForRequests())
                .isTrue();
    }
}
