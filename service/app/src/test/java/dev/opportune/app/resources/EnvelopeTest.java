package dev.opportune.app.resources;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.opportune.app.service.SettableClock;
import dev.opportune.app.service.TestRules;
import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** What every answer has, whoever gives it. */
class EnvelopeTest extends ServiceTest {
    private static void assertSealed(RunningService.Reply reply) {
        Envelope.HEADERS.forEach((name, value) ->
                assertThat(reply.headers().allValues(name)).as(name).containsExactly(value));
        assertThat(reply.headers().allValues(Envelope.REQUEST_ID)).hasSize(1);
    }

    @Test
    void answer_ofAnySort_tellsBrowsersToMakeNothingOfIt() {
        assertSealed(service.get("/v1/decisions"));
        assertSealed(service.get("/v1/nothing"));
        assertSealed(service.get("/v1/decisions?limit=x"));
        assertSealed(service.ingest("/v1/track", track("sealed", "s1", "x")));
        assertSealed(service.send(service.request("/v1/batch").method("DELETE", BodyPublishers.noBody())));
        assertThat(service.get("/v1/decisions").headers().firstValue("Content-Security-Policy"))
                .contains("default-src 'none'; frame-ancestors 'none'");
    }

    @Test
    void request_thatNoResourceEverSees_isAnsweredLikeAnyOther() throws IOException {
        try (Socket socket = new Socket("127.0.0.1", service.port("application"))) {
            socket.setSoTimeout(5000);
            socket.getOutputStream()
                    .write("GET /%zz HTTP/1.1\r\nHost: x\r\nX-Request-Id: mine\r\n\r\n".getBytes(UTF_8));
            socket.shutdownOutput();
            String answer = new String(socket.getInputStream().readAllBytes(), UTF_8).toLowerCase(Locale.ROOT);

            Envelope.HEADERS.forEach((name, value) -> assertThat(answer)
                    .containsOnlyOnce("\r\n" + name.toLowerCase(Locale.ROOT) + ": " + value + "\r\n"));
            assertThat(answer).containsOnlyOnce("\r\nx-request-id: ");
        }
    }

    private String name(String sent) {
        return service.send(service.request("/v1/decisions").header(Envelope.REQUEST_ID, sent))
                .headers()
                .firstValue(Envelope.REQUEST_ID)
                .orElseThrow();
    }

    @Test
    void name_ofTheCaller_isKept_whereItCanStandInALog() {
        assertThat(name("4f2a.b_C-9")).isEqualTo("4f2a.b_C-9");
        assertThat(name("a b")).matches("[0-9a-f]{16}");
        assertThat(name("<script>")).matches("[0-9a-f]{16}");
        assertThat(name("x".repeat(65))).matches("[0-9a-f]{16}");
    }

    @Test
    void call_withoutAName_getsOneOfItsOwn() {
        List<String> names = List.of(
                service.get("/v1/decisions")
                        .headers()
                        .firstValue(Envelope.REQUEST_ID)
                        .orElseThrow(),
                service.get("/v1/decisions")
                        .headers()
                        .firstValue(Envelope.REQUEST_ID)
                        .orElseThrow());

        assertThat(names).doesNotHaveDuplicates().allMatch(name -> name.matches("[0-9a-f]{16}"));
    }

    @Test
    void failure_isFoundInTheLog_byTheNameOfItsCall(@TempDir Path folder) {
        Path rules = TestRules.policy(folder.resolve("rules"));
        TestRules.nudge(rules, "30m");
        ListAppender<ILoggingEvent> log = new ListAppender<>();
        Logger logger = (Logger) LoggerFactory.getLogger(Failures.class);
        try (RunningService failing = RunningService.start(
                folder, rules, new SettableClock(Instant.parse("2026-03-03T12:00:00Z")), "rulesWatch: false\n")) {
            logger.addAppender(log);
            log.start();
            failing.assembly().store().close();
            RunningService.Reply reply =
                    failing.send(failing.request("/v1/decisions").header(Envelope.REQUEST_ID, "found-by-this"));
            assertThat(reply.status()).isEqualTo(503);
        } finally {
            logger.detachAppender(log);
        }

        assertThat(log.list)
                .singleElement()
                .satisfies(line -> assertThat(line.getMDCPropertyMap()).containsEntry("request", "found-by-this"));
    }
}
