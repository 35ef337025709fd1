package dev.opportune.app.resources;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What somebody is to be sent next, as a client asks for it. */
class NextEmailTest extends ServiceTest {
    @Test
    void nextEmail_claimed_isHandedOverOnce() {
        consent("claims");
        service.ingest("/v1/track", track("claims", "claims-1", "Product Viewed"));
        JsonNode peek = service.nextEmail("claims", "{}").json();
        assertThat(peek.path("outcome").asText()).isEqualTo("send");
        assertThat(peek.path("decision").path("delivery").path("state").asText())
                .isEqualTo("pending");
        JsonNode first = service.nextEmail("claims", "{\"claim\":true}").json();
        assertThat(first.path("decision").path("message").asText()).isEqualTo("seen");
        assertThat(first.path("decision").path("delivery").path("state").asText())
                .isEqualTo("handed_over");
        JsonNode second = service.nextEmail("claims", "{\"claim\":true}").json();
        assertThat(second.path("outcome").asText()).isEqualTo("none");
        assertThat(second.path("decision").isNull()).isTrue();
        assertThat(second.path("considered").path(0).path("message").asText()).isEqualTo("seen");
    }

    @Test
    void nextEmail_whereAMessageWaits_saysWhich() {
        consent("waits");
        service.ingest("/v1/track", track("waits", "waits-1", "Product Added"));
        JsonNode answer = service.nextEmail("waits", "{}").json();
        assertThat(answer.path("outcome").asText()).isEqualTo("wait");
        assertThat(answer.path("next").path("message").asText()).isEqualTo("remember");
        assertThat(answer.path("next").path("flow").asText()).isEqualTo("nudge");
        assertThat(answer.path("next").path("dueAt").asText())
                .isEqualTo(clock.instant().plus(Duration.ofMinutes(30)).toString());
    }

    @Test
    void nextEmail_ofAnUnknownProfile_isNone() {
        RunningService.Reply reply = service.nextEmail("stranger", "{\"claim\":true}", "Idempotency-Key", "k");
        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.json().path("outcome").asText()).isEqualTo("none");
        assertThat(service.get("/v1/profiles/stranger").status()).isEqualTo(404);
    }

    @Test
    void nextEmail_onOtherChannels_isNotGiven() {
        consent("channels");
        service.ingest("/v1/track", track("channels", "channels-1", "Product Viewed"));
        assertThat(service.nextEmail("channels", "{\"claim\":true,\"channels\":[\"email\"]}")
                        .json()
                        .path("outcome")
                        .asText())
                .isEqualTo("none");
        assertThat(service.nextEmail("channels", "{\"claim\":true,\"channels\":[\"sms\"]}")
                        .json()
                        .path("outcome")
                        .asText())
                .isEqualTo("send");
    }

    @Test
    void nextEmail_withAReusedKey_is422() {
        consent("keys");
        RunningService.Reply first = service.nextEmail("keys", "{\"claim\":true}", "Idempotency-Key", "k1");
        RunningService.Reply again = service.nextEmail("keys", "{\"claim\":true}", "Idempotency-Key", "k1");
        assertThat(again.body()).isEqualTo(first.body());
        RunningService.Reply other = service.nextEmail("keys", "{\"claim\": true}", "Idempotency-Key", "k1");
        assertThat(other.status()).isEqualTo(422);
        assertThat(other.code()).isEqualTo("idempotency_key_reused");
        RunningService.Reply peek = service.nextEmail("keys", "{\"claim\":false}", "Idempotency-Key", "k1");
        assertThat(peek.code()).isEqualTo("idempotency_key_reused");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'claim':'yes'}|invalid_claim",
                "{'claims':true}|unknown_field",
                "{'channels':['pigeon']}|unknown_channel",
                "{'channels':[]}|unknown_channel",
                "{'channels':'email'}|unknown_channel",
                "[]|not_an_object",
                "{|malformed_json",
            })
    void nextEmail_withABadBody_isAProblem(String body, String code) {
        RunningService.Reply reply = service.nextEmail("u", body.replace('\'', '"'));
        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.code()).isEqualTo(code);
    }

    @Test
    void nextEmail_thatIsNotJson_is415() {
        for (String type : List.of("text/plain", "application/x-www-form-urlencoded", "multipart/form-data")) {
            RunningService.Reply reply = service.send(service.request("/v1/profiles/u/next-email")
                    .header("Content-Type", type)
                    .POST(BodyPublishers.ofString("{\"claim\":true}")));
            assertThat(reply.status()).as(type).isEqualTo(415);
            assertThat(reply.type()).startsWith("application/problem+json");
        }
        assertThat(service.send(service.request("/v1/profiles/u/next-email").POST(BodyPublishers.noBody()))
                        .status())
                .isEqualTo(415);
    }

    @Test
    void nextEmail_fromAPageOfAnotherOrigin_is403() {
        RunningService.Reply reply = service.nextEmail("u", "{}", "Origin", "https://evil.example");
        assertThat(reply.status()).isEqualTo(403);
        assertThat(reply.code()).isEqualTo("origin_not_allowed");
    }
}
