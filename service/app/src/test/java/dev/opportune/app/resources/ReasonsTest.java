package dev.opportune.app.resources;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Why a message was not sent, as the feed tells it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ReasonsTest {
    private static final Set<String> GATES = Set.of(
            "vetoed",
            "paused",
            "expired",
            "no_consent",
            "suppression_list",
            "quiet_hours",
            "outranked",
            "frequency_cap",
            "holdout");
    private static final Set<String> CANCELLATIONS = Set.of("ordered", "late_event", "flow_removed", "timed_out");

    private EveryReason run;
    private RunningService service;

    @BeforeAll
    void live(@TempDir Path folder) {
        run = new EveryReason(folder);
        service = run.service();
    }

    @AfterAll
    void stop() {
        run.close();
    }

    private List<JsonNode> feed(String query) {
        List<JsonNode> all = new ArrayList<>();
        String cursor = "0";
        while (true) {
            JsonNode page = service.get("/v1/decisions?limit=7&cursor=" + cursor + query)
                    .json();
            if (page.path("decisions").isEmpty()) {
                return all;
            }
            page.path("decisions").forEach(all::add);
            cursor = page.path("nextCursor").asText();
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "vetoed           |vetoed      |welcome     |{'veto':'gold customers get a call'}",
                "paused           |paused      |whisper     |{'paused':'hush'}",
                "expired          |expired     |welcome     |{'firstDueAt':'2026-03-03T12:00:00Z',"
                        + "'quietUntil':'2026-03-03T23:00:00Z','validFor':'1h'}",
                "no_consent       |nobody-asked|welcome     |{'purpose':'marketing','status':'unknown'}",
                "suppression_list |complained  |welcome     |{'channel':'email'}",
                "quiet_hours      |asleep      |good-morning|{'timezone':'Asia/Tokyo','until':'2026-03-03T23:00:00Z'}",
                "outranked        |outranked   |second      |{'by':'first','flow':'better'}",
                "frequency_cap    |twice       |welcome     |{'channel':'email','counted':1,'limit':'1 per 24h'}",
                "holdout          |gabi        |welcome     |{'experiment':'holdout'}",
            })
    void gate_thatSaysNo_isTheReasonWithFactsForAPerson(String reason, String profile, String message, String facts) {
        assertThat(feed("&reason=" + reason)).singleElement().satisfies(decision -> {
            assertThat(decision.path("profileId").asText()).isEqualTo(profile);
            assertThat(decision.path("message").asText()).isEqualTo(message);
            assertThat(decision.path("outcome").asText()).isEqualTo(reason.equals("quiet_hours") ? "wait" : "suppress");
            assertThat(decision.path("facts").toString()).isEqualTo(facts.replace('\'', '"'));
        });
    }

    @ParameterizedTest
    @CsvSource({"ordered,ordered", "late_event,late", "flow_removed,removed", "timed_out,slow"})
    void message_thatIsCancelled_saysWhy(String reason, String profile) {
        assertThat(feed("&outcome=cancel&kind=delay&profile=" + profile))
                .singleElement()
                .extracting(decision -> decision.path("reason").asText())
                .isEqualTo(reason);
    }

    @Test
    void message_thatWasNotSent_alwaysHasAReasonFromTheList() {
        Map<String, List<String>> reasons = new TreeMap<>();
        for (JsonNode decision : feed("")) {
            if (!decision.path("message").isNull()) {
                reasons.computeIfAbsent(decision.path("outcome").asText(), outcome -> new ArrayList<>())
                        .add(decision.path("reason").asText(null));
            }
        }
        reasons.get("wait").removeIf(reason -> reason == null);
        List<String> gates = new ArrayList<>(reasons.get("suppress"));
        gates.addAll(reasons.get("wait"));
        assertThat(gates).containsExactlyInAnyOrderElementsOf(GATES);
        assertThat(reasons.get("cancel")).containsExactlyInAnyOrderElementsOf(CANCELLATIONS);
        assertThat(reasons.get("send")).containsOnlyNulls();
    }

    @Test
    void nextEmail_ofWhomEverythingIsHeldBackFrom_givesTheSameReason() {
        JsonNode considered =
                service.nextEmail("gabi", "{}").json().path("considered").path(0);
        assertThat(considered.path("outcome").asText()).isEqualTo("suppress");
        assertThat(considered.path("reason").asText()).isEqualTo("holdout");
        assertThat(considered.path("facts").path("experiment").asText()).isEqualTo("holdout");
    }
}
