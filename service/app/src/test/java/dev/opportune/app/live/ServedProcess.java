package dev.opportune.app.live;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.opportune.app.Opportune;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * The service as it is run: a process of its own with the shipped configuration and rules, by the machine's clock. Its
 * errors go where those of this process go. Killing it and starting another on the same folder is a crash and a restart.
 */
final class ServedProcess implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration LONGEST_START = Duration.ofMinutes(2);
    private static final Duration LONGEST_ANSWER = Duration.ofMinutes(1);

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final Process process;
    private final int port;

    private ServedProcess(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    /** @param folder where its database is, or will be */
    static ServedProcess start(Path folder) {
        int port = freePort();
        ProcessBuilder command = new ProcessBuilder(List.of(
                        String.join(File.separator, System.getProperty("java.home"), "bin", "java"),
                        "-Xmx256m",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Opportune.class.getName(),
                        "serve",
                        "config.yml"))
                .directory(new File(System.getProperty("opportune.home")))
                .redirectOutput(ProcessBuilder.Redirect.INHERIT)
                .redirectError(ProcessBuilder.Redirect.INHERIT);
        command.environment().put("OPPORTUNE_PORT", String.valueOf(port));
        command.environment().put("OPPORTUNE_ADMIN_PORT", String.valueOf(freePort()));
        command.environment().put("OPPORTUNE_RULES", "rules");
        command.environment()
                .put("OPPORTUNE_DATABASE", folder.resolve("opportune.db").toString());
        try {
            ServedProcess served = new ServedProcess(command.start(), port);
            served.awaitAnswers();
            return served;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private void awaitAnswers() {
        try {
            await().atMost(LONGEST_START).until(() -> !process.isAlive() || answers());
        } catch (RuntimeException | Error failure) {
            kill();
            throw failure;
        }
        if (!process.isAlive()) {
            throw new IllegalStateException("the service ended with " + process.exitValue());
        }
    }

    private boolean answers() throws InterruptedException {
        try {
            return client.send(request("/v1/rules").build(), BodyHandlers.ofString())
                            .statusCode()
                    == 200;
        } catch (IOException notYet) {
            return false;
        }
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .timeout(LONGEST_ANSWER);
    }

    JsonNode get(String path) {
        return json(exchange(request(path).build()));
    }

    /** Sends an event as the source "shop", and requires it to be acknowledged. */
    void ingest(String path, String body) {
        exchange(ingesting(path, body));
    }

    /** Completes with whether it was acknowledged; also where the service dies before it has answered. */
    CompletableFuture<Boolean> ingestLater(String path, String body) {
        return client.sendAsync(ingesting(path, body), BodyHandlers.ofString())
                .handle((response, died) -> died == null && response.statusCode() == 200);
    }

    private HttpRequest ingesting(String path, String body) {
        return request(path)
                .header("Authorization", "Basic " + Base64.getEncoder().encodeToString("shop:".getBytes(UTF_8)))
                .POST(BodyPublishers.ofString(body))
                .build();
    }

    JsonNode nextEmail(String profile, String body) {
        return json(exchange(request("/v1/profiles/" + profile + "/next-email")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body))
                .build()));
    }

    private HttpResponse<String> exchange(HttpRequest request) {
        try {
            HttpResponse<String> response = client.send(request, BodyHandlers.ofString());
            if (response.statusCode() != 200) {
                throw new AssertionError(request + " was answered " + response.statusCode() + " " + response.body());
            }
            return response;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (InterruptedException stopped) {
            throw new IllegalStateException(stopped);
        }
    }

    private static JsonNode json(HttpResponse<String> response) {
        try {
            return JSON.readTree(response.body());
        } catch (IOException notJson) {
            throw new UncheckedIOException(notJson);
        }
    }

    /** As kill -9 does. Returns when it is gone. */
    void kill() {
        process.destroyForcibly();
        process.onExit().join();
    }

    @Override
    public void close() {
        kill();
    }
}
