package dev.opportune.app.resources;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.opportune.app.service.SettableClock;
import dev.opportune.app.service.TestRules;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The calls that Segment's and RudderStack's clients make. One service for all; every test has profiles of its own. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ClientCallsTest {
    private final SettableClock clock = new SettableClock(Instant.parse("2026-03-03T12:00:00Z"));
    private RunningService service;

    @BeforeAll
    void start(@TempDir Path folder) {
        Path rules = TestRules.glance(TestRules.nudge(TestRules.policy(folder.resolve("rules")), "30m"));
        service = RunningService.start(folder, rules, clock);
    }

    @AfterAll
    void stop() {
        service.close();
    }

    private JsonNode timeline(String profile) {
        return service.get("/v1/profiles/" + profile + "/timeline").json().path("timeline");
    }

    @ParameterizedTest
    @CsvSource({
        "/v1/t,       x",
        "/v1/t/,      x",
        "/v1/track/,  x",
        "/v1/p,       Page Viewed",
        "/v1/page/,   Page Viewed",
        "/v1/s/,      Screen Viewed",
        "/v1/screen/, Screen Viewed",
    })
    void address_inFullOrShort_withOrWithoutASlash_namesTheType(String path, String event) {
        String profile = "by" + path.replace('/', '-');
        String body = "{\"anonymousId\":\"" + profile + "\",\"event\":\"x\"}";

        assertThat(service.ingest(path, body).body()).isEqualTo("{\"success\":true}");
        assertThat(timeline(profile).findValuesAsText("event")).containsExactly(event);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v1/i", "/v1/identify/", "/v1/g", "/v1/group/", "/v1/group"})
    void address_ofWhatIsSaidOfAProfile_changesIt(String path) {
        String profile = "of" + path.replace('/', '-');
        String body = "{\"userId\":\"" + profile + "\",\"groupId\":\"acme\",\"traits\":{\"tier\":\"gold\"}}";

        assertThat(service.ingest(path, body).body()).isEqualTo("{\"success\":true}");
        assertThat(timeline(profile).findValuesAsText("entry")).containsExactly("profile");
    }

    /** Segment's Java client names its key nowhere else. */
    @ParameterizedTest
    @ValueSource(strings = {"/v1/import/", "/v1/import", "/v1/b", "/v1/batch/"})
    void batch_withItsKeyInTheBodyOnly_isOfThatSource(String path) {
        String profile = "import" + path.replace('/', '-');
        String body = "{\"writeKey\":\"java\",\"batch\":[{\"type\":\"track\",\"userId\":\"" + profile
                + "\",\"event\":\"x\"}]}";

        RunningService.Reply reply = service.send(service.request(path).POST(BodyPublishers.ofString(body)));

        assertThat(reply.body()).isEqualTo("{\"success\":true}");
        assertThat(timeline(profile).findValuesAsText("source")).containsExactly("java");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v1/t", "/v1/batch/", "/v1/identify"})
    void browser_thatAsksFirst_maySendFromAnyPage(String path) {
        RunningService.Reply reply = service.send(service.request(path)
                .method("OPTIONS", BodyPublishers.noBody())
                .header("Origin", "https://shop.example")
                .header("Access-Control-Request-Method", "POST")
                .header("Access-Control-Request-Headers", "authorization,content-type"));

        assertThat(reply.status()).isEqualTo(204);
        assertThat(reply.headers().firstValue("Access-Control-Allow-Origin")).hasValue("*");
        assertThat(reply.headers().firstValue("Access-Control-Allow-Headers")).hasValue("authorization, content-type");
        assertThat(reply.headers().firstValue("Access-Control-Allow-Methods")).hasValue("POST");
    }

    @Test
    void browser_thatAsksFirstForAnythingElse_isNotLetIn() {
        RunningService.Reply reply = service.send(service.request("/v1/profiles/ana/next-email")
                .method("OPTIONS", BodyPublishers.noBody())
                .header("Origin", "https://evil.example")
                .header("Access-Control-Request-Method", "POST"));

        assertThat(reply.headers().firstValue("Access-Control-Allow-Origin")).isEmpty();
    }

    @Test
    void page_thatSendsEvents_mayReadWhatBecameOfThem() {
        RunningService.Reply taken = service.ingest(
                "/v1/t",
                BodyPublishers.ofString("{\"userId\":\"page\",\"event\":\"x\"}"),
                "Origin",
                "https://a.example");
        RunningService.Reply refused =
                service.ingest("/v1/b", BodyPublishers.ofString("{"), "Origin", "https://a.example");

        assertThat(taken.headers().firstValue("Access-Control-Allow-Origin")).hasValue("*");
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.headers().firstValue("Access-Control-Allow-Origin")).hasValue("*");
    }

    /** A client would send again what it is told has failed, and it would fail again. */
    @Test
    void message_thatCannotBeTaken_isNoFailureOfItsCall() {
        RunningService.Reply reply = service.ingest("/v1/track", "{\"event\":\"x\"}");

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.json().path("success").asBoolean()).isTrue();
        assertThat(reply.json().path("rejected").path(0).path("code").asText()).isEqualTo("missing_profile_id");
    }

    @Test
    void backfill_ofACall_makesAllOfItHistory() {
        service.ingest("/v1/track?backfill=true", "{\"userId\":\"old\",\"event\":\"x\"}");

        assertThat(timeline("old").path(0).path("backfill").asBoolean()).isTrue();
    }
}
