package dev.opportune.app.resources;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a person agreed to, said and asked for one purpose at a time. */
class ConsentsTest extends ServiceTest {
    private RunningService.Reply put(String profile, String purpose, String body) {
        return service.send(service.request("/v1/profiles/" + profile + "/consents/" + purpose)
                .header("Content-Type", "application/json")
                .PUT(BodyPublishers.ofString(body.replace('\'', '"'))));
    }

    private JsonNode say(String profile, String body) {
        RunningService.Reply reply = put(profile, "marketing", body);
        assertThat(reply.status()).as(reply.body()).isEqualTo(200);
        return reply.json().path("consents").path("purposes").path("marketing");
    }

    private int entries(String profile) {
        return service.get("/v1/profiles/" + profile + "/timeline")
                .json()
                .path("timeline")
                .size();
    }

    private Instant in(long minutes) {
        return clock.instant().plus(Duration.ofMinutes(minutes));
    }

    @Test
    void consent_thatIsPut_isAnsweredAsItIsKnown() {
        JsonNode said =
                say("p-ana", "{'status':'granted','at':'2026-03-01T09:00:00Z','source':'checkout','text':'v3'}");

        assertThat(said.toString())
                .isEqualTo(
                        "{\"at\":\"2026-03-01T09:00:00Z\",\"source\":\"checkout\",\"status\":\"granted\",\"text\":\"v3\"}");
        assertThat(service.get("/v1/profiles/p-ana/consents")
                        .json()
                        .path("consents")
                        .path("purposes")
                        .path("marketing"))
                .isEqualTo(said);
    }

    @Test
    void consent_withoutATime_isOfNow() {
        assertThat(say("p-now", "{'status':'granted'}").path("at").asText())
                .isEqualTo(clock.instant().toString());
    }

    @Test
    void consent_saidEarlierAndHeardLater_doesNotCount() {
        say("p-order", "{'status':'withdrawn','at':'%s'}".formatted(in(-10)));
        clock.advance(Duration.ofMillis(1));

        assertThat(say("p-order", "{'status':'granted','at':'%s'}".formatted(in(-20)))
                        .path("status")
                        .asText())
                .isEqualTo("withdrawn");
    }

    @Test
    void consent_putTwice_hasNoSecondEffect() {
        String body = "{'status':'granted','at':'%s'}".formatted(in(-10));
        say("p-twice", body);
        say("p-twice", "{'status':'withdrawn','at':'%s'}".formatted(in(-5)));
        int before = entries("p-twice");

        assertThat(say("p-twice", body).path("status").asText()).isEqualTo("withdrawn");
        assertThat(entries("p-twice")).isEqualTo(before);
    }

    @Test
    void consent_withoutATimeAndAlreadySo_changesNothing() {
        JsonNode first = say("p-same", "{'status':'granted','source':'app'}");
        int before = entries("p-same");
        clock.advance(Duration.ofMinutes(1));

        assertThat(say("p-same", "{'status':'granted','source':'app'}")).isEqualTo(first);
        assertThat(entries("p-same")).isEqualTo(before);
    }

    @Test
    void consent_byAFastClock_isOfNow() {
        assertThat(say("p-fast", "{'status':'granted','at':'%s'}".formatted(in(1)))
                        .path("at")
                        .asText())
                .isEqualTo(clock.instant().toString());
    }

    @Test
    void consent_ofAnAbsorbedProfile_isThatOfTheOneItIsPartOf() {
        service.ingest("/v1/track", "{\"anonymousId\":\"p-browser\",\"event\":\"x\"}");
        service.ingest("/v1/identify", "{\"anonymousId\":\"p-browser\",\"userId\":\"p-user\"}");

        say("p-browser", "{'status':'granted'}");

        JsonNode ofUser = service.get("/v1/profiles/p-user/consents").json();
        assertThat(ofUser.path("consents").path("granted").path(0).asText()).isEqualTo("marketing");
        assertThat(service.get("/v1/profiles/p-browser/consents").json()).isEqualTo(ofUser);
    }

    @Test
    void consent_ofABrowser_leavesItToBeJoined() {
        say("p-cookie", "{'status':'granted'}");

        service.ingest("/v1/identify", "{\"anonymousId\":\"p-cookie\",\"userId\":\"p-owner\"}");

        assertThat(service.get("/v1/profiles/p-owner/consents")
                        .json()
                        .path("consents")
                        .path("granted")
                        .path(0)
                        .asText())
                .isEqualTo("marketing");
    }

    @Test
    void purpose_thatNoChannelNames_isRefusedWithTheNearest() {
        RunningService.Reply reply = put("p-typo", "markting", "{'status':'withdrawn'}");

        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.code()).isEqualTo("unknown_purpose");
        assertThat(reply.json().path("detail").asText()).contains("did you mean \"marketing\"?");
        assertThat(service.get("/v1/profiles/p-typo").status()).isEqualTo(404);
    }

    @Test
    void purpose_thatSomethingWasSaidOf_canBeWithdrawn() {
        service.ingest("/v1/identify", "{\"userId\":\"p-old\",\"traits\":{\"consents\":{\"post\":true}}}");
        clock.advance(Duration.ofMillis(1));

        JsonNode consents =
                put("p-old", "post", "{'status':'withdrawn'}").json().path("consents");

        assertThat(consents.path("withdrawn").path(0).asText()).isEqualTo("post");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'status':'yes'}|invalid_consent",
                "{}|invalid_consent",
                "{'status':'granted','at':'2026-03-04T12:00:00Z'}|consent_in_future",
                "{'status':'granted','at':'1999-12-31T12:00:00Z'}|absurd_timestamp",
                "{'status':'granted','at':'yesterday'}|unreadable_timestamp",
                "{'status':'granted','text':3}|invalid_consent",
                "{'status':'granted','when':'now'}|unknown_field",
                "[]|not_an_object",
            })
    void consent_thatCannotBeRead_isAProblem(String body, String code) {
        RunningService.Reply reply = put("p-bad", "marketing", body);
        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.code()).isEqualTo(code);
        assertThat(service.get("/v1/profiles/p-bad").status()).isEqualTo(404);
    }

    @Test
    void consents_ofNobody_areNotFound() {
        assertThat(service.get("/v1/profiles/p-nobody/consents").code()).isEqualTo("unknown_profile");
    }

    @Test
    void consent_withdrawn_stopsWhatWaits() {
        consent("p-stop");
        service.ingest("/v1/track", track("p-stop", "p-stop-1", "Product Added"));
        clock.advance(Duration.ofMinutes(10));
        say("p-stop", "{'status':'withdrawn'}");
        clock.advance(Duration.ofMinutes(30));

        JsonNode answer = service.nextEmail("p-stop", "{\"claim\":true}").json();

        assertThat(answer.path("outcome").asText()).isEqualTo("none");
        assertThat(answer.path("considered").findValuesAsText("reason")).contains("no_consent");
    }
}
