package dev.opportune.app.resources;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
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

    private JsonNode explanation(String query) {
        JsonNode found = run.service().get("/v1/decisions?" + query).json().path("decisions");
        assertThat(found).as(found::toString).hasSize(1);
        return run.service()
                .get("/v1/decisions/" + found.path(0).path("id").asText() + "/explanation")
                .json();
    }

    private static List<JsonNode> steps(JsonNode explanation, String step) {
        List<JsonNode> steps = new ArrayList<>();
        explanation.path("steps").forEach(one -> {
            if (one.path("step").asText().equals(step)) {
                steps.add(one);
            }
        });
        return steps;
    }

    /** All but one thing: what a test is about stands in the middle of a line, after the instant. */
    private static String said(JsonNode step) {
        return step.path("words")
                .asText()
                .replaceFirst("^\\S+ \\S+  \\w+ +", "")
                .replaceFirst("ruleset \\w+", "ruleset REVISION");
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
        JsonNode explanation = explanation("reason=" + reason);

        List<JsonNode> gates = steps(explanation, "gate");
        assertThat(said(gates.get(gates.size() - 1))).isEqualTo(words);
        assertThat(gates)
                .last()
                .extracting(gate -> gate.path("verdict").asText())
                .isEqualTo(verdict);
        assertThat(gates.subList(0, gates.size() - 1))
                .allSatisfy(gate -> assertThat(gate.path("verdict").asText()).isEqualTo("pass"));
        assertThat(steps(explanation, "replay"))
                .singleElement()
                .satisfies(
                        replay -> assertThat(replay.path("agrees").asBoolean()).isTrue());
    }

    @Test
    void veto_namesItsRuleAndWhereThatStands() {
        JsonNode explanation = explanation("reason=vetoed");

        JsonNode veto = steps(explanation, "gate").get(0);
        assertThat(veto.path("rule").asText()).isEqualTo("Gold customers get a call instead");
        assertThat(veto.path("file").asText()).isEqualTo("greet/gold.drl");
        assertThat(veto.path("line").asInt()).isEqualTo(5);
        assertThat(veto.path("revision")).isEqualTo(explanation.path("decision").path("ruleset"));
    }

    @Test
    void deferral_isToldWithTheInstantItWaitsFor() {
        assertThat(steps(explanation("reason=quiet_hours"), "deferral"))
                .singleElement()
                .satisfies(deferral -> {
                    assertThat(deferral.path("dueAt").asText()).isEqualTo("2026-03-03T23:00:00Z");
                    assertThat(deferral.path("facts").path("timezone").asText()).isEqualTo("Asia/Tokyo");
                });
    }

    @Test
    void gatesThatPassed_areToldWithWhatTheySaw() {
        JsonNode explanation = explanation("profile=twice&outcome=send");

        assertThat(steps(explanation, "gate"))
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
        assertThat(steps(explanation("profile=gabi&reason=holdout"), "experiment"))
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
        JsonNode explanation = explanation("profile=ordered&outcome=cancel&kind=delay");

        assertThat(steps(explanation, "rule")).last().satisfies(rule -> {
            assertThat(rule.path("rule").asText()).isEqualTo("Ordered");
            assertThat(rule.path("file").asText()).isEqualTo("nudge/nudge.drl");
            assertThat(rule.path("line").asInt()).isEqualTo(19);
            assertThat(rule.path("kind").asText()).isEqualTo("end");
        });
        assertThat(steps(explanation, "event"))
                .extracting(event -> event.path("event").asText())
                .containsExactly("Product Added", "Order Completed");
    }

    @Test
    void cancellationByALateEvent_namesTheEvent() {
        JsonNode explanation = explanation("profile=late&outcome=cancel&kind=delay");

        assertThat(steps(explanation, "correction")).singleElement().satisfies(correction -> {
            assertThat(correction.path("occurredAt").asText()).isEqualTo("2026-03-03T11:50:00Z");
            assertThat(correction.path("words").asText()).contains("Product Added", "with it in its place");
        });
    }

    @Test
    void cancellationForWantOfAFlow_namesTheRulesThatHaveItNoMore() {
        JsonNode explanation = explanation("profile=removed&outcome=cancel&kind=delay");

        String live = run.service()
                .get("/v1/rules")
                .json()
                .path("active")
                .path("revision")
                .asText();
        assertThat(steps(explanation, "activation")).singleElement().satisfies(activation -> {
            assertThat(activation.path("revision").asText()).isEqualTo(live);
            assertThat(said(activation)).endsWith(" went live, by start: there is no flow removed in it");
        });
    }

    @Test
    void cancellationByTimeOut_isOpportunesOwn() {
        JsonNode explanation = explanation("profile=slow&outcome=cancel&kind=delay");

        assertThat(steps(explanation, "rule"))
                .last()
                .satisfies(rule -> assertThat(rule.path("words").asText())
                        .endsWith("\"timed_out\" (no rule, but Opportune itself) ended the trigger of slow"));
    }

    @Test
    void opening_isExplainedByItsRuleAndItsEvent() {
        JsonNode explanation = explanation("profile=ordered&kind=trigger");

        assertThat(explanation.path("decision").path("flow").asText()).isEqualTo("nudge");
        assertThat(steps(explanation, "event")).hasSize(1);
        assertThat(steps(explanation, "rule"))
                .singleElement()
                .satisfies(
                        rule -> assertThat(said(rule))
                                .matches(
                                        "\"In the cart\" \\(nudge/nudge.drl:5 of ruleset [0-9a-f]{8}\\) opened a trigger of nudge"));
        assertThat(steps(explanation, "gate")).isEmpty();
    }

    @Test
    void decisionThatIsNotThere_isNotExplained() {
        RunningService.Reply reply = run.service().get("/v1/decisions/d_0/explanation");

        assertThat(reply.status()).isEqualTo(404);
        assertThat(reply.code()).isEqualTo("unknown_decision");
    }
}
