package dev.opportune.app.resources;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Addresses, methods and requests as such. */
class HttpTest extends ServiceTest {
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
        try (Socket socket = new Socket("127.0.0.1", service.port("application"))) {
            socket.setSoTimeout(5000);
            socket.getOutputStream().write(request.getBytes(UTF_8));
            socket.shutdownOutput();
            String answer = new String(socket.getInputStream().readAllBytes(), UTF_8);
            assertThat(answer).startsWith("HTTP/1.1 4").contains("application/problem+json");
        }
    }

    @Test
    void health_isOnTheAdminPort() {
        RunningService.Reply reply = service.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + service.port("admin") + "/healthcheck"))
                        .GET());
        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.json().path("database").path("healthy").asBoolean()).isTrue();
        assertThat(reply.json().path("rules").path("healthy").asBoolean()).isTrue();
    }
}
