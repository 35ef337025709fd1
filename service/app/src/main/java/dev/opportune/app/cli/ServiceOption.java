package dev.opportune.app.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.opportune.app.OpportuneApplication;
import dev.opportune.app.api.Json;
import dev.opportune.app.config.Reach;
import io.dropwizard.configuration.ConfigurationException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The running service that a command talks to. */
final class ServiceOption {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final String URL = "OPPORTUNE_URL";
    private static final String KEY = "OPPORTUNE_KEY";
    private static final Path CONFIG = Path.of("config.yml");

    private final Terminal terminal;

    @Option(
            names = "--url",
            paramLabel = "URL",
            description = "The running service (default: $OPPORTUNE_URL, or else this machine's at the port that"
                    + " config.yml in the current folder names).")
    private @Nullable String url;

    @Option(
            names = "--key",
            paramLabel = "KEY",
            description =
                    "A key with the scope rules (default: $OPPORTUNE_KEY, which other people on this machine do not"
                            + " see).")
    private @Nullable String key;

    ServiceOption(Terminal terminal) {
        this.terminal = terminal;
    }

    /**
     * What the service said.
     *
     * @param text as it came
     * @param body as JSON
     */
    record Answer(int status, String text, JsonNode body) {
        boolean isGood() {
            return status < 300;
        }

        String code() {
            return body.path("code").asText();
        }

        /** What is wrong and what to do, where it is not good. */
        String said() {
            String detail = body.path("detail").asText("the service answered " + status);
            return detail + (body.has("next") ? " " + body.path("next").asText() : "");
        }
    }

    Answer get(String path) {
        return send(request(path).GET());
    }

    Answer post(String path, Map<String, ?> body) {
        return send(request(path)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(new Json().write(body))));
    }

    private HttpRequest.Builder request(String path) {
        try {
            HttpRequest.Builder request =
                    HttpRequest.newBuilder(URI.create(address() + path)).timeout(PATIENCE);
            String presented = key == null ? terminal.environment().getOrDefault(KEY, "") : key;
            return presented.isBlank() ? request : request.header("Authorization", "Bearer " + presented);
        } catch (IllegalArgumentException noAddress) {
            throw new RefusedException("\"" + address() + "\" is no address; write it like http://localhost:8080");
        }
    }

    private String address() {
        String named = url == null ? terminal.environment().getOrDefault(URL, "") : url;
        if (!named.isBlank()) {
            return named.endsWith("/") ? named.substring(0, named.length() - 1) : named;
        }
        int port = Files.isRegularFile(CONFIG)
                ? configured()
                : Ports.of(terminal.environment()).service();
        return "http://localhost:" + port;
    }

    private static int configured() {
        try {
            return Reach.connectors(
                            OpportuneApplication.serving().configuration(CONFIG).getServerFactory())
                    .get(0)
                    .getPort();
        } catch (ConfigurationException | IOException unreadable) {
            throw new RefusedException(
                    CONFIG + " does not say where the service is; name it by --url: " + unreadable.getMessage());
        }
    }

    private Answer send(HttpRequest.Builder request) {
        HttpClient client =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
        try {
            HttpResponse<String> response = client.send(request.build(), BodyHandlers.ofString());
            return new Answer(
                    response.statusCode(), response.body(), Json.reader().readTree(response.body()));
        } catch (JsonProcessingException other) {
            throw new RefusedException("what answers at " + address() + " is not Opportune");
        } catch (IOException unreachable) {
            throw new RefusedException("there is no service at " + address() + " (" + said(unreachable)
                    + "); start it by serve, or name another by --url");
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new RefusedException("interrupted while waiting for the service");
        }
    }

    private static String said(IOException failure) {
        return failure.getMessage() == null ? failure.getClass().getSimpleName() : failure.getMessage();
    }
}
