package dev.opportune.app.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.opportune.app.OpportuneApplication;
import dev.opportune.app.api.Json;
import dev.opportune.app.api.ProblemsJson;
import dev.opportune.app.config.Reach;
import dev.opportune.authoring.Problem;
import io.dropwizard.configuration.ConfigurationException;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Asks a running service, as any client would. */
final class ServiceCall {
    /** Which service is asked, and with which key, where nothing is said: for the descriptions of options. */
    static final String USUAL_SERVICE =
            "(default: $OPPORTUNE_URL, or else this machine's at the port that config.yml in the current folder names)";

    static final String USUAL_KEY = "(default: $OPPORTUNE_KEY, which other people on this machine do not see)";

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Path CONFIG = Path.of("config.yml");

    private final String address;
    private final String key;
    private final String otherwise;

    /**
     * @param url null for the usual one
     * @param key null for the usual one
     * @param otherwise what else to do where no service answers, for a person
     */
    ServiceCall(Terminal terminal, @Nullable String url, @Nullable String key, String otherwise) {
        Map<String, String> environment = terminal.environment();
        String named = url == null ? environment.getOrDefault("OPPORTUNE_URL", "") : url;
        this.address = named.isBlank() ? "http://localhost:" + port(environment) : named.replaceFirst("/$", "");
        this.key = key == null ? environment.getOrDefault("OPPORTUNE_KEY", "") : key;
        this.otherwise = otherwise;
    }

    private static int port(Map<String, String> environment) {
        return Files.isRegularFile(CONFIG)
                ? configured()
                : Ports.of(environment).service();
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

        /** The same, which is good. */
        Answer orRefused() {
            if (isGood()) {
                return this;
            }
            StringBuilder said = new StringBuilder(said());
            problems().forEach(problem -> said.append("\n  ").append(problem));
            throw new RefusedException(said.toString());
        }

        String code() {
            return body.path("code").asText();
        }

        /** What is wrong with rules that were sent. */
        List<Problem> problems() {
            return ProblemsJson.read(body.path("problems"));
        }

        /** What is wrong and what to do, where it is not good. */
        String said() {
            String detail = body.path("detail").asText("the service answered " + status);
            return detail + (body.has("next") ? " " + body.path("next").asText() : "");
        }
    }

    /** A part of a path or of a query. */
    static String encoded(String text) {
        return URLEncoder.encode(text, UTF_8).replace("+", "%20");
    }

    Answer get(String path) {
        return send(request(path).GET());
    }

    Answer delete(String path) {
        return send(request(path).header("Content-Type", "application/json").DELETE());
    }

    Answer post(String path, Map<String, ?> body) {
        return send(request(path)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(new Json().write(body))));
    }

    private HttpRequest.Builder request(String path) {
        try {
            HttpRequest.Builder request =
                    HttpRequest.newBuilder(URI.create(address + path)).timeout(PATIENCE);
            return key.isBlank() ? request : request.header("Authorization", "Bearer " + key);
        } catch (IllegalArgumentException noAddress) {
            throw new RefusedException("\"" + address + "\" is no address; write it like http://localhost:8080");
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
            throw new RefusedException("what answers at " + address + " is not Opportune");
        } catch (IOException unreachable) {
            throw new RefusedException("there is no service at " + address + " (" + said(unreachable)
                    + "); start it by serve, " + otherwise);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new RefusedException("interrupted while waiting for the service");
        }
    }

    private static String said(IOException failure) {
        return failure.getMessage() == null ? failure.getClass().getSimpleName() : failure.getMessage();
    }
}
