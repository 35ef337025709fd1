package dev.opportune.kernel.gate;

import static dev.opportune.kernel.gate.Asking.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import dev.opportune.kernel.policy.Cap;
import dev.opportune.kernel.timeline.Properties;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What gates say of themselves when somebody wants to know, also where they let a message pass. */
class AnswerTest {
    private final Asking asking = new Asking();

    private Properties figures(Gate gate) {
        return asking.answers().stream()
                .filter(answer -> answer.gate() == gate)
                .map(Answer::figures)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void messageThatPasses_isAnsweredByEveryGate() {
        assertThat(asking.answers()).extracting(Answer::gate).containsExactly(Gate.values());
        assertThat(asking.answers()).allMatch(Answer::passed);
    }

    @Test
    void gatesAfterTheOneThatSaysNo_areNotAsked_andItsVerdictIsThatOfAll() {
        asking.quiet("11:00", "13:00");

        List<Answer> answers = asking.answers();

        assertThat(answers).extracting(Answer::gate).last().isEqualTo(Gate.QUIET_HOURS);
        assertThat(answers).last().extracting(Answer::verdict).isEqualTo(asking.verdict());
        assertThat(answers.subList(0, answers.size() - 1)).allMatch(Answer::passed);
    }

    @Test
    void frequencyCap_countsForEachCap_evenWhereAllPass() {
        asking.channelCaps.addAll(List.of(Cap.parse("1 per 24h"), Cap.parse("3 per 7d")));
        asking.allCaps.add(Cap.parse("6 per 7d"));
        asking.sent("email", NOON.minus(Duration.ofDays(2)), NOON.minus(Duration.ofDays(3)));
        asking.sent("sms", NOON.minus(Duration.ofDays(1)));

        assertThat(figures(Gate.FREQUENCY_CAP))
                .isEqualTo(Properties.of(Map.of(
                        "caps",
                        List.of(
                                Map.of("limit", "1 per 24h", "counted", 0, "channel", "email"),
                                Map.of("limit", "3 per 7d", "counted", 2, "channel", "email"),
                                Map.of("limit", "6 per 7d", "counted", 3, "channel", "all")))));
    }

    @Test
    void quietHours_tellTheLocalTimeTheyLookedAt() {
        asking.quiet("21:00", "08:00");
        asking.zone = ZoneId.of("Europe/Berlin");

        assertThat(figures(Gate.QUIET_HOURS))
                .isEqualTo(Properties.of(
                        Map.of("local", "13:00", "timezone", "Europe/Berlin", "from", "21:00", "to", "08:00")));
    }

    @Test
    void expired_tellsUntilWhenTheMessageIsGood() {
        assertThat(figures(Gate.EXPIRED))
                .isEqualTo(Properties.of(
                        Map.of("validFor", "12h", "firstDueAt", NOON, "validUntil", NOON.plus(Duration.ofHours(12)))));
    }

    @Test
    void noConsent_tellsPurposeAndStatus_orNothingWhereNoneIsNeeded() {
        assertThat(figures(Gate.NO_CONSENT))
                .isEqualTo(Properties.of(Map.of("purpose", "marketing", "status", "granted")));

        asking.purpose = null;
        assertThat(figures(Gate.NO_CONSENT).isEmpty()).isTrue();
    }

    @Test
    void holdout_tellsTheArm() {
        assertThat(figures(Gate.HOLDOUT))
                .isEqualTo(Properties.of(Map.of("experiment", "holdout", "variant", "treated")));

        asking.heldOut = true;
        assertThat(figures(Gate.HOLDOUT).text("variant")).isEqualTo("held_out");
    }

    @Test
    void gateThatSaysNo_tellsItsFactsToo() {
        asking.veto = new Veto("sold out", "Nothing left");

        assertThat(figures(Gate.VETOED).text("veto")).isEqualTo("sold out");
    }

    @Test
    void veto_namesItsRule_whichTheRecordDoesNot() {
        asking.veto = new Veto("sold out", "Nothing left");

        assertThat(figures(Gate.VETOED).text("rule")).isEqualTo("Nothing left");
        assertThat(((Verdict.Suppress) asking.verdict()).facts().get("rule")).isNull();
    }
}
