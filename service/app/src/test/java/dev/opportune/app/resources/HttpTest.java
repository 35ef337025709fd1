package dev.opportune.app.resources;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.opportune.app.service.SettableClock;
import dev.opportune.app.service.TestRules;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The interface as a client sees it. One service for all; every test has profiles of its own. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HttpTest {
    private static final Instant NOON = Instant.parse("2026-03-03T12:00:00Z");
    private static final String CONSENT = "\"traits\":{\"consents\":[\"marketing\",\"marketing-sms\"]}";

    private final SettableClock clock = new SettableClock(NOON);
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

    private void consent(String profile) {
        assertThat(service.ingest("/v1/identify", "{\"userId\":\"" + profile + "\"," + CONSENT + "}")
                        .status())
                .isEqualTo(200);
        // What happens in one millisecond is ordered by its ids, not by who came first.
        clock.advance(Duration.ofMillis(1));
    }

    private static String track(String profile, String id, String event) {
        return "{\"type\":\"track\",\"userId\":\"" + profile + "\",\"messageId\":\"" + id + "\",\"event\":\"" + event
                + "\",\"properties\":{\"name\":\"Runner 2\"}}";
    }

    private static String batch(String... messages) {
        return "{\"batch\":[" + String.join(",", messages) + "]}";
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/v1/track|{'userId':'calls','event':'Product Viewed'}",
                "/v1/identify|{'userId':'calls','traits':{}}",
                "/v1/page|{'anonymousId':'calls','name':'Home'}",
                "/v1/screen|{'userId':'calls'}",
                "/v1/batch|{'batch':[{'type':'track','userId':'calls','event':'x'}]}",
                "/v1/batch/|{'batch':[]}",
            })
    void ingestCall_withAGoodBody_succeeds(String path, String body) {
        RunningService.Reply reply = service.ingest(path, body.replace('\'', '"'));
        assertThat(reply.body()).isEqualTo("{\"success\":true}");
        assertThat(reply.status()).isEqualTo(200);
    }

    @Test
    void batch_withDetail_saysOfEachMessageWhatBecameOfIt() {
        String same = track("detail", "d1", "Product Viewed");
        JsonNode answer = service.ingest("/v1/batch?detail=true", batch(same, "{\"type\":\"track\"}", same))
                .json();
        assertThat(answer.path("results").findValuesAsText("status"))
                .containsExactly("accepted", "rejected", "duplicate");
        assertThat(answer.path("rejected").path(0).path("index").asInt()).isEqualTo(1);
        assertThat(answer.path("rejected").path(0).path("reason").asText()).isNotBlank();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "null",
                "7",
                "[]",
                "\"text\"",
                "{}",
                "{\"type\":\"nonsense\",\"userId\":\"u\"}",
                "{\"type\":7,\"userId\":\"u\"}",
                "{\"type\":\"track\",\"event\":\"x\"}",
                "{\"type\":\"track\",\"userId\":\"\",\"event\":\"x\"}",
                "{\"type\":\"track\",\"userId\":{\"a\":1},\"event\":\"x\"}",
                "{\"type\":\"track\",\"userId\":\"u\"}",
                "{\"type\":\"track\",\"userId\":\"u\",\"event\":[]}",
                "{\"type\":\"track\",\"userId\":\"u\",\"event\":\"x\",\"properties\":[]}",
                "{\"type\":\"track\",\"userId\":\"u\",\"event\":\"x\",\"timestamp\":\"yesterday\"}",
                "{\"type\":\"track\",\"userId\":\"u\",\"event\":\"x\",\"timestamp\":\"-999999999-01-01T00:00:00Z\"}",
                "{\"type\":\"track\",\"userId\":\"u\",\"event\":\"x\",\"timestamp\":1e99999}",
                "{\"type\":\"track\",\"userId\":\"u\",\"event\":\"x\",\"timestamp\":-1}",
                "{\"type\":\"track\",\"userId\":\"u\",\"event\":\"x\",\"timestamp\":{}}",
                "{\"type\":\"track\",\"userId\":\"u\",\"event\":\"x\",\"properties\":{\"n\":1e999999999}}",
                "{\"type\":\"track\",\"userId\":\"u\",\"event\":\"x\",\"properties\":{\"n\":\"\\ud800\"}}",
                "{\"type\":\"track\",\"userId\":\"u\",\"messageId\":{},\"event\":\"x\"}",
                "{\"type\":\"identify\",\"userId\":\"u\",\"traits\":{\"consents\":[1]}}",
            })
    void message_thatCannotBeTaken_isRejectedAloneWithAReason(String bad) {
        String good = track("alone", "alone-" + bad.hashCode(), "Product Viewed");
        RunningService.Reply reply = service.ingest("/v1/batch?detail=true", batch(bad, good));
        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.json().path("results").findValuesAsText("status")).containsExactly("rejected", "accepted");
        assertThat(reply.json().path("rejected").path(0).path("reason").asText())
                .isNotBlank();
    }

    @Test
    void message_nestedDeeply_isRejectedAlone() {
        String deep = "[".repeat(100) + "]".repeat(100);
        String bad = "{\"type\":\"track\",\"userId\":\"u\",\"event\":\"x\",\"properties\":{\"d\":" + deep + "}}";
        RunningService.Reply reply = service.ingest("/v1/batch", batch(bad, track("deep", "deep", "x")));
        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.json().path("rejected").path(0).path("code").asText()).isEqualTo("too_deep");
        assertThat(service.get("/v1/profiles/deep").status()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "{",
                "{]",
                "nonsense",
                "{\"batch\":[}",
                "{\"batch\":[]} trailing",
                "[]",
                "7",
                "\"x\"",
                "{}",
                "{\"batch\":{}}",
                "{\"batch\":null}"
            })
    void batch_thatIsNone_isAProblem(String body) {
        RunningService.Reply reply = service.ingest("/v1/batch", body);
        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.type()).startsWith("application/problem+json");
        assertThat(reply.json().path("detail").asText()).isNotBlank();
        assertThat(reply.json().path("next").asText()).isNotBlank();
    }

    @Test
    void body_nestedWithoutEnd_isAProblem() {
        assertThat(service.ingest("/v1/batch", "[".repeat(200_000)).status()).isEqualTo(400);
        assertThat(service.ingest("/v1/batch", "{\"batch\":" + "[".repeat(5_000) + "]".repeat(5_000) + "}")
                        .status())
                .isEqualTo(400);
    }

    @Test
    void body_thatIsNotUtf8_isAProblem() {
        byte[] broken = "{\"batch\":[{\"type\":\"track\",\"userId\":\"\u00e9\"}]}"
                .getBytes(java.nio.charset.StandardCharsets.ISO_8859_1);
        assertThat(service.ingest("/v1/batch", BodyPublishers.ofByteArray(broken))
                        .status())
                .isEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void event_overTheLimit_isAnswered400(boolean chunked) {
        String big = "{\"userId\":\"u\",\"event\":\"x\",\"properties\":{\"t\":\"" + "x".repeat(32 * 1024) + "\"}}";
        RunningService.Reply reply = service.ingest(
                "/v1/track",
                chunked
                        ? BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(big.getBytes(UTF_8)))
                        : BodyPublishers.ofString(big));
        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.code()).isEqualTo("event_too_large");
    }

    @Test
    void event_ofExactlyTheLimit_isTaken() {
        String head = "{\"userId\":\"u\",\"event\":\"x\",\"properties\":{\"t\":\"";
        String full = head + "x".repeat(32 * 1024 - head.length() - 3) + "\"}}";
        assertThat(full).hasSize(32 * 1024);
        assertThat(service.ingest("/v1/track", full).status()).isEqualTo(200);
        assertThat(service.ingest(
                                "/v1/batch",
                                "{\"batch\":["
                                        + full.replaceFirst("\\{", "{\"type\":\"track\",")
                                                .replaceFirst("xxxxxxxxxxxxxxxxx", "")
                                        + "]}")
                        .status())
                .isEqualTo(200);
    }

    @Test
    void batch_withOneEventOverTheLimit_isAnswered400AndLosesNothingElse() {
        String big = "{\"type\":\"track\",\"userId\":\"u\",\"event\":\"" + "x".repeat(33 * 1024) + "\"}";
        RunningService.Reply reply = service.ingest("/v1/batch", batch(track("kept", "kept-1", "x"), big));
        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.code()).isEqualTo("event_too_large");
        assertThat(reply.json().path("taken").asInt()).isEqualTo(1);
        assertThat(reply.json().path("rejected").path(0).path("index").asInt()).isEqualTo(1);
        assertThat(service.get("/v1/profiles/kept").status()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void batch_overTheLimit_isAnswered400(boolean chunked) {
        String big = batch(track("never", "never", "x")) + " ".repeat(500 * 1024);
        RunningService.Reply reply = service.ingest(
                "/v1/batch",
                chunked
                        ? BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(big.getBytes(UTF_8)))
                        : BodyPublishers.ofString(big));
        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.code()).isEqualTo("batch_too_large");
        assertThat(service.get("/v1/profiles/never").status()).isEqualTo(404);
    }

    @Test
    void batch_ofTooManyEvents_isAnswered400AndOneLessIsTaken() {
        assertThat(service.ingest("/v1/batch", many(2501)).code()).isEqualTo("batch_too_large");
        assertThat(service.ingest("/v1/batch", many(2500)).body()).isEqualTo("{\"success\":true}");
    }

    private static String many(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> "{\"type\":\"track\",\"userId\":\"many" + i % 40 + "\",\"messageId\":\"many-" + i
                        + "\",\"event\":\"x\"}")
                .collect(Collectors.joining(",", "{\"batch\":[", "]}"));
    }

    @Test
    void gzip_isUnpacked() throws IOException {
        RunningService.Reply reply = service.ingest(
                "/v1/batch",
                BodyPublishers.ofByteArray(gzip(batch(track("zip", "zip", "x")))),
                "Content-Encoding",
                "gzip");
        assertThat(reply.body()).isEqualTo("{\"success\":true}");
        assertThat(service.get("/v1/profiles/zip").status()).isEqualTo(200);
    }

    @Test
    void gzip_thatUnpacksBeyondTheLimit_isAnswered400() throws IOException {
        byte[] bomb = gzip(" ".repeat(50 * 1024 * 1024));
        assertThat(bomb.length).isLessThan(100 * 1024);
        RunningService.Reply reply =
                service.ingest("/v1/batch", BodyPublishers.ofByteArray(bomb), "Content-Encoding", "gzip");
        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.code()).isEqualTo("batch_too_large");
    }

    @Test
    void gzip_thatIsNone_isAProblem() {
        RunningService.Reply reply =
                service.ingest("/v1/batch", BodyPublishers.ofString("{\"batch\":[]}"), "Content-Encoding", "gzip");
        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.type()).startsWith("application/problem+json");
    }

    @Test
    void body_packedOtherwise_isAnswered415() {
        RunningService.Reply reply =
                service.ingest("/v1/batch", BodyPublishers.ofString("{\"batch\":[]}"), "Content-Encoding", "br");
        assertThat(reply.status()).isEqualTo(415);
        assertThat(reply.code()).isEqualTo("unsupported_encoding");
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/plain;charset=utf-8", "application/x-www-form-urlencoded", "image/png"})
    void body_ofAnyType_isReadAsJson(String type) {
        RunningService.Reply reply =
                service.ingest("/v1/batch", BodyPublishers.ofString("{\"batch\":[]}"), "Content-Type", type);
        assertThat(reply.body()).isEqualTo("{\"success\":true}");
    }

    private static byte[] gzip(String text) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
            out.write(text.getBytes(UTF_8));
        }
        return packed.toByteArray();
    }

    @Test
    void ingest_withoutAWriteKey_isRefusedAndOneInTheBodyWillDo() {
        String body = "{\"userId\":\"u\",\"event\":\"x\"}";
        RunningService.Reply without = service.send(service.request("/v1/track").POST(BodyPublishers.ofString(body)));
        assertThat(without.status()).isEqualTo(401);
        assertThat(without.code()).isEqualTo("missing_write_key");
        assertThat(without.headers().firstValue("WWW-Authenticate")).isPresent();
        String named = "{\"userId\":\"u\",\"event\":\"x\",\"writeKey\":\"web\"}";
        assertThat(service.send(service.request("/v1/track").POST(BodyPublishers.ofString(named)))
                        .status())
                .isEqualTo(200);
    }

    @Test
    void ingest_inTheNameOfTheServiceItself_isRefused() {
        RunningService.Reply reply = service.send(service.request("/v1/track")
                .header("Authorization", RunningService.basic("opportune"))
                .POST(BodyPublishers.ofString("{\"userId\":\"u\",\"event\":\"Requested\"}")));
        assertThat(reply.status()).isEqualTo(401);
    }

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
        String json = new com.fasterxml.jackson.databind.ObjectMapper().writeValueAsString(id);
        consent0(json);
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

    private void consent0(String jsonId) {
        assertThat(service.ingest("/v1/identify", "{\"userId\":" + jsonId + "," + CONSENT + "}")
                        .status())
                .isEqualTo(200);
    }

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

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/v1",
                "/v1/nothing",
                "/v1/profiles",
                "/v1/profiles/",
                "/v1/decisions/d_0",
                "/v1/profiles/nobody"
            })
    void address_withNothingThere_is404(String path) {
        RunningService.Reply reply = service.get(path);
        assertThat(reply.status()).isEqualTo(404);
        assertThat(reply.type()).startsWith("application/problem+json");
        assertThat(reply.code()).isNotBlank();
    }

    @ParameterizedTest
    @CsvSource({"GET,/v1/track", "DELETE,/v1/decisions", "PUT,/v1/rules", "TRACE,/v1/rules", "PATCH,/v1/batch"})
    void method_thatIsNotTaken_is405(String method, String path) {
        RunningService.Reply reply = service.send(service.request(path).method(method, BodyPublishers.noBody()));
        assertThat(reply.status()).isEqualTo(405);
        assertThat(reply.type()).startsWith("application/problem+json");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /%zz HTTP/1.1\r\nHost: x\r\n\r\n",
                "GET /v1/profiles/%FF HTTP/1.1\r\nHost: x\r\n\r\n",
                "GET /v1/profiles/%00 HTTP/1.1\r\nHost: x\r\n\r\n",
                "NONSENSE\r\n\r\n",
                "POST /v1/track HTTP/1.1\r\nHost: x\r\nContent-Length: -5\r\n\r\n"
            })
    void rawRequest_thatIsBroken_isNever500(String request) throws IOException {
        try (java.net.Socket socket = new java.net.Socket("127.0.0.1", service.port("application"))) {
            socket.setSoTimeout(5000);
            socket.getOutputStream().write(request.getBytes(UTF_8));
            socket.shutdownOutput();
            String answer = new String(socket.getInputStream().readAllBytes(), UTF_8);
            assertThat(answer).startsWith("HTTP/1.1 4").contains("application/problem+json");
        }
    }

    @Test
    void health_isOnTheAdminPort() {
        RunningService.Reply reply = service.send(java.net.http.HttpRequest.newBuilder(
                        java.net.URI.create("http://127.0.0.1:" + service.port("admin") + "/healthcheck"))
                .GET());
        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.json().path("database").path("healthy").asBoolean()).isTrue();
        assertThat(reply.json().path("rules").path("healthy").asBoolean()).isTrue();
    }
}
