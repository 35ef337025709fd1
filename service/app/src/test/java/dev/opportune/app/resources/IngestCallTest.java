package dev.opportune.app.resources;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What may be sent in, how, and what becomes of it. */
class IngestCallTest extends ServiceTest {
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
        byte[] broken = "{\"batch\":[{\"type\":\"track\",\"userId\":\"\u00e9\"}]}".getBytes(ISO_8859_1);
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
}
