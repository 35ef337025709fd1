package dev.opportune.app.resources;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Profiles, decisions and rules as a client reads them. */
class ReadingTest extends ServiceTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "auth0|a/b@x",
                "a/../b",
                "..",
                ".",
                "%2F",
                "a%b",
                "a;b=c",
                "a b+c?d#e",
                "é 漢字 😀",
                "back\\slash",
                "//",
            })
    void profileId_holdingAnything_isReachedPercentEncoded(String id) throws IOException {
        String json = new ObjectMapper().writeValueAsString(id);
        consentOf(json);
        String encoded = RunningService.encoded(id);
        assertThat(service.ingest("/v1/track", "{\"userId\":" + json + ",\"event\":\"Product Viewed\"}")
                        .status())
                .isEqualTo(200);
        assertThat(service.get("/v1/profiles/" + encoded)
                        .json()
                        .path("profileId")
                        .asText())
                .isEqualTo(id);
        assertThat(service.get("/v1/profiles/" + encoded + "/timeline")
                        .json()
                        .path("timeline")
                        .size())
                .isGreaterThan(1);
        assertThat(service.nextEmail(id, "{\"claim\":true}")
                        .json()
                        .path("profileId")
                        .asText())
                .isEqualTo(id);
        assertThat(service.get("/v1/decisions?profile=" + encoded)
                        .json()
                        .path("decisions")
                        .path(0)
                        .path("profileId")
                        .asText())
                .isEqualTo(id);
    }

    private void consentOf(String jsonId) {
        assertThat(service.ingest("/v1/identify", "{\"userId\":" + jsonId + "," + CONSENT + "}")
                        .status())
                .isEqualTo(200);
    }

    @Test
    void decisions_areAFeedByChange() {
        consent("feed");
        service.ingest("/v1/track", track("feed", "feed-1", "Product Added"));
        JsonNode first = service.get("/v1/decisions?profile=feed&limit=1").json();
        assertThat(first.path("decisions")).hasSize(1);
        JsonNode rest = service.get("/v1/decisions?profile=feed&cursor="
                        + first.path("nextCursor").asText())
                .json();
        assertThat(rest.path("decisions")).hasSize(1);
        String cursor = rest.path("nextCursor").asText();
        assertThat(service.get("/v1/decisions?profile=feed&cursor=" + cursor)
                        .json()
                        .path("decisions"))
                .isEmpty();
        service.ingest("/v1/track", track("feed", "feed-2", "Order Completed"));
        JsonNode changed = service.get("/v1/decisions?profile=feed&outcome=cancel&cursor=" + cursor)
                .json();
        assertThat(changed.path("decisions").path(0).path("message").asText()).isEqualTo("remember");
        assertThat(changed.path("decisions").path(0).path("changes")).hasSize(2);
        String id = changed.path("decisions").path(0).path("id").asText();
        assertThat(service.get("/v1/decisions/" + id).json().path("id").asText())
                .isEqualTo(id);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "limit=0",
                "limit=501",
                "limit=-1",
                "limit=x",
                "limit=99999999999999999999",
                "cursor=x",
                "cursor=-1",
                "kind=nonsense",
                "outcome=SEND",
                "since=yesterday",
                "profil=u",
                "profile=a&profile=b",
            })
    void decisions_askedForBadly_areAProblem(String query) {
        RunningService.Reply reply = service.get("/v1/decisions?" + query);
        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.type()).startsWith("application/problem+json");
        assertThat(reply.json().path("next").asText()).isNotBlank();
    }

    @Test
    void timeline_listsEntriesAndDecisionsInOrder() {
        consent("line");
        service.ingest("/v1/track", track("line", "line-1", "Product Viewed"));
        JsonNode all = service.get("/v1/profiles/line/timeline").json();
        assertThat(all.path("timeline").findValuesAsText("entry"))
                .startsWith("profile", "event")
                .contains("decision");
        JsonNode first = service.get("/v1/profiles/line/timeline?limit=1").json();
        JsonNode second = service.get("/v1/profiles/line/timeline?limit=1&cursor="
                        + first.path("nextCursor").asText())
                .json();
        assertThat(second.path("timeline").path(0).path("messageId").asText()).isEqualTo("line-1");
        assertThat(second.path("timeline").path(0).path("late").asBoolean()).isFalse();
    }

    @Test
    void rules_tellWhatIsLive() {
        JsonNode rules = service.get("/v1/rules").json();
        assertThat(rules.path("active").path("revision").asText()).hasSize(32);
        assertThat(rules.path("active").path("activatedAt").asText()).isEqualTo("2026-03-03T12:00:00Z");
        assertThat(rules.path("lastAttempt").path("result").asText()).isEqualTo("activated");
        assertThat(rules.path("lastError").isNull()).isTrue();
        assertThat(rules.path("flows").findValuesAsText("flow")).containsExactly("glance", "nudge");
    }
}
