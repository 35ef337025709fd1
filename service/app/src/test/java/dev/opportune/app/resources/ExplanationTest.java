package dev.opportune.app.resources;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Why a message was not sent, as its explanation tells it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ExplanationTest {
    private EveryReason run;

    @BeforeAll
    void live(@TempDir Path folder) {
        run = new EveryReason(folder);
    }

    @AfterAll
    void stop() {
        run.close();
    }

    private Explained explanation(String query) {
        return Explained.of(run.service(), query);
    }

    /** All but one thing: what a test is about stands in the middle of a line, after the instant. */
    private static String said(JsonNode step) {
        return step.path("words")
                .asText()
                .replaceFirst("^\\S+ \\S+  \\w+ +", "")
                .replaceFirst("ruleset [0-9a-f]{8}\\b", "ruleset REVISION");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "vetoed          |suppress|vetoed no: gold customers get a call, says the rule \"Gold customers get a call"
                        + " instead\" (greet/gold.drl:5 of ruleset REVISION)",
                "paused          |suppress|paused no: hush",
                "expired         |suppress|quiet_hours no, expired: 21:00 in Asia/Tokyo, quiet from 21:00 to 08:00, which"
                        + " outlasts the 1h it is valid for from 2026-03-03 21:00:00+09:00",
                "no_consent      |suppress|no_consent no: marketing is unknown",
                "suppression_list|suppress|suppression_list no: email is not to be written to",
                "quiet_hours     |defer   |quiet_hours later, at 2026-03-04 08:00:00+09:00: 21:00 in Asia/Tokyo, quiet from"
                        + " 21:00 to 08:00",
                "outranked       |suppress|outranked no: by first of better",
                "frequency_cap   |suppress|frequency_cap no: 1 of 1 per 24h on email",
                "holdout         |suppress|holdout no: held_out",
            })
    void gateThatSaysNo_isTheLastOfThoseAsked_withItsFigures(String reason, String verdict, String words) {
        Explained explanation = explanation("reason=" + reason);

        List<JsonNode> gates = explanation.steps("gate");
        assertThat(said(gates.get(gates.size() - 1))).isEqualTo(words);
        assertThat(gates)
                .last()
                .extracting(gate -> gate.path("verdict").asText())
                .isEqualTo(verdict);
        assertThat(gates.subList(0, gates.size() - 1))
                .allSatisfy(gate -> assertThat(gate.path("verdict").asText()).isEqualTo("pass"));
        assertThat(explanation.steps("replay"))
                .singleElement()
                .satisfies(
                        replay -> assertThat(replay.path("agrees").asBoolean()).isTrue());
    }

    @Test
    void veto_namesItsRuleAndWhereThatStands() {
        Explained explanation = explanation("reason=vetoed");

        JsonNode veto = explanation.steps("gate").get(0);
        assertThat(veto.path("rule").asText()).isEqualTo("Gold customers get a call instead");
        assertThat(veto.path("file").asText()).isEqualTo("greet/gold.drl");
        assertThat(veto.path("line").asInt()).isEqualTo(5);
        assertThat(veto.path("revision"))
                .isEqualTo(explanation.json().path("decision").path("ruleset"));
    }

    @Test
    void deferral_isToldWithTheInstantItWaitsFor() {
        assertThat(explanation("reason=quiet_hours").steps("deferral"))
                .singleElement()
                .satisfies(deferral -> {
                    assertThat(deferral.path("dueAt").asText()).isEqualTo("2026-03-03T23:00:00Z");
                    assertThat(deferral.path("facts").path("timezone").asText()).isEqualTo("Asia/Tokyo");
                });
    }

    @Test
    void gatesThatPassed_areToldWithWhatTheySaw() {
        Explained explanation = explanation("profile=twice&outcome=send");

        assertThat(explanation.steps("gate"))
                .extracting(ExplanationTest::said)
                .containsExactly(
                        "vetoed passed",
                        "paused passed",
                        "expired passed: valid for 1h until 2026-03-03 13:00:00+00:00",
                        "no_consent passed: marketing is granted",
                        "suppression_list passed",
                        "quiet_hours passed: 12:00 in UTC, quiet from 21:00 to 08:00",
                        "outranked passed",
                        "frequency_cap passed: 0 of 1 per 24h on email",
                        "holdout passed: treated");
    }

    @Test
    void holdout_tellsTheShareOfTheProfile() {
        assertThat(explanation("profile=gabi&reason=holdout").steps("experiment"))
                .singleElement()
                .satisfies(holdout -> {
                    assertThat(holdout.path("experiment").asText()).isEqualTo("holdout");
                    assertThat(holdout.path("variant").asText()).isEqualTo("held_out");
                    assertThat(holdout.path("share").decimalValue())
                            .isBetween(new BigDecimal("0.04"), new BigDecimal("0.05"));
                });
    }

    @Test
    void cancellationByAnEnd_namesTheRuleThatEndedIt_andItsEvent() {
        Explained explanation = explanation("profile=ordered&outcome=cancel&kind=delay");

        assertThat(explanation.steps("rule")).last().satisfies(rule -> {
            assertThat(rule.path("rule").asText()).isEqualTo("Ordered");
            assertThat(rule.path("file").asText()).isEqualTo("nudge/nudge.drl");
            assertThat(rule.path("line").asInt()).isEqualTo(19);
            assertThat(rule.path("kind").asText()).isEqualTo("end");
        });
        assertThat(explanation.steps("event"))
                .extracting(event -> event.path("event").asText())
                .containsExactly("Product Added", "Order Completed");
    }

    @Test
    void cancellationByALateEvent_namesTheEvent() {
        Explained explanation = explanation("profile=late&outcome=cancel&kind=delay");

        assertThat(explanation.steps("correction")).singleElement().satisfies(correction -> {
            assertThat(correction.path("occurredAt").asText()).isEqualTo("2026-03-03T11:50:00Z");
            assertThat(correction.path("words").asText()).contains("Product Added", "with it in its place");
        });
    }

    @Test
    void cancellationForWantOfAFlow_namesTheRulesThatHaveItNoMore() {
        Explained explanation = explanation("profile=removed&outcome=cancel&kind=delay");

        String live = run.service()
                .get("/v1/rules")
                .json()
                .path("active")
                .path("revision")
                .asText();
        assertThat(explanation.steps("activation")).singleElement().satisfies(activation -> {
            assertThat(activation.path("revision").asText()).isEqualTo(live);
            assertThat(said(activation)).endsWith(" went live, by start: there is no flow removed in it");
        });
    }

    @Test
    void cancellationByTimeOut_isOpportunesOwn() {
        Explained explanation = explanation("profile=slow&outcome=cancel&kind=delay");

        assertThat(explanation.steps("rule"))
                .last()
                .satisfies(rule -> assertThat(rule.path("words").asText())
                        .endsWith("\"timed_out\" (no rule, but Opportune itself) ended the trigger of slow"));
    }

    @Test
    void opening_isExplainedByItsRuleAndItsEvent() {
        Explained explanation = explanation("profile=ordered&kind=trigger");

        assertThat(explanation.json().path("decision").path("flow").asText()).isEqualTo("nudge");
        assertThat(explanation.steps("event")).hasSize(1);
        assertThat(explanation.steps("rule"))
                .singleElement()
                .satisfies(rule -> assertThat(said(rule))
                        .isEqualTo(
                                "\"In the cart\" (nudge/nudge.drl:5 of ruleset REVISION) opened a trigger of nudge"));
        assertThat(explanation.steps("gate")).isEmpty();
    }

    @Test
    void decisionThatIsNotThere_isNotExplained() {
        RunningService.Reply reply = run.service().get("/v1/decisions/d_0/explanation");

        assertThat(reply.status()).isEqualTo(404);
        assertThat(reply.code()).isEqualTo("unknown_decision");
    }
}
