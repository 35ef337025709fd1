package dev.opportune.app.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.opportune.app.api.Json;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** Asks a running service, as any client would. */
final class ServiceCall {
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final int OK = 200;

    private final String address;
    private final @Nullable String key;

    /** @param key null where the service asks for none */
    ServiceCall(String address, @Nullable String key) {
        this.address = address.endsWith("/") ? address.substring(0, address.length() - 1) : address;
        this.key = key;
    }

    /** A part of a path or of a query. */
    static String encoded(String text) {
        return URLEncoder.encode(text, UTF_8).replace("+", "%20");
    }

    JsonNode get(String path) {
        return send(request(path).GET());
    }

    JsonNode post(String path, String json) {
        return send(request(path).header("Content-Type", "application/json").POST(BodyPublishers.ofString(json)));
    }

    private HttpRequest.Builder request(String path) {
        try {
            HttpRequest.Builder request =
                    HttpRequest.newBuilder(URI.create(address + path)).timeout(PATIENCE);
            return key == null
                    ? request
                    : request.header(
                            "Authorization",
                            "Basic " + Base64.getEncoder().encodeToString((key + ":").getBytes(UTF_8)));
        } catch (IllegalArgumentException noAddress) {
            throw new RefusedException("\"" + address + "\" is no address; write it like http://localhost:8080");
        }
    }

    private JsonNode send(HttpRequest.Builder request) {
        try {
            HttpResponse<String> response = HttpClient.newHttpClient().send(request.build(), BodyHandlers.ofString());
            JsonNode body = read(response.body());
            if (response.statusCode() != OK) {
                throw refused(response.statusCode(), body);
            }
            return body;
        } catch (IOException unreachable) {
            throw new RefusedException("no service answers at " + address
                    + "; start one, name its address by --url URL, or read its database by --database FILE");
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new RefusedException("interrupted");
        }
    }

    private JsonNode read(String body) {
        try {
            return Json.reader().readTree(body);
        } catch (JsonProcessingException notJson) {
            throw new RefusedException("what answers at " + address + " is not Opportune");
        }
    }

    private static RefusedException refused(int status, JsonNode problem) {
        StringBuilder said = new StringBuilder(problem.path("detail").asText("the service answered " + status) + " "
                + problem.path("next").asText(""));
        for (JsonNode one : problem.path("problems")) {
            said.append("\n  ")
                    .append(one.path("file").asText())
                    .append(':')
                    .append(one.path("line").asInt())
                    .append(": ")
                    .append(one.path("message").asText());
            String hint = one.path("hint").asText("");
            said.append(hint.isEmpty() ? "" : "; " + hint);
        }
        return new RefusedException(said.toString().strip());
    }
}
