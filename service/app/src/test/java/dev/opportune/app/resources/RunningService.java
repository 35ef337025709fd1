package dev.opportune.app.resources;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.opportune.app.Assembly;
import dev.opportune.app.OpportuneApplication;
import dev.opportune.app.service.TestRules;
import dev.opportune.app.webhooks.Fetching;
import dev.opportune.kernel.session.Settings;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;

/** The whole service on a port of its own, with a real database, talked to by a real client. */
final class RunningService implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Server server;
    private final Assembly assembly;
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private RunningService(Server server, Assembly assembly) {
        this.server = server;
        this.assembly = assembly;
    }

    static RunningService start(Path folder, Path rules, InstantSource clock) {
        return start(folder, rules, clock, "");
    }

    /** @param more lines of configuration */
    static RunningService start(Path folder, Path rules, InstantSource clock, String more) {
        return start(folder, rules, clock, more, address -> {
            throw new IOException("nothing is fetched in this test");
        });
    }

    /** @param fetching what the calls of email providers refer to */
    static RunningService start(Path folder, Path rules, InstantSource clock, String more, Fetching fetching) {
        Path config = folder.resolve("config.yml");
        TestRules.write(config, """
                server:
                  applicationConnectors: [{type: http, bindHost: 127.0.0.1, port: 0}]
                  adminConnectors: [{type: http, bindHost: 127.0.0.1, port: 0}]
                  requestLog: {appenders: []}
                """ + more);
        AtomicReference<Assembly> assembly = new AtomicReference<>();
        OpportuneApplication application = new OpportuneApplication(
                read -> {
                    assembly.set(Assembly.open(
                            folder.resolve("test.db"),
                            rules,
                            Settings.of(false),
                            read.capacity(),
                            read.terms(),
                            clock,
                            new Random(1)));
                    return assembly.get();
                },
                fetching);
        try {
            return new RunningService(application.start(config), assembly.get());
        } catch (Exception failure) {
            throw new IllegalStateException(failure);
        }
    }

    Assembly assembly() {
        return assembly;
    }

    int port(String connector) {
        for (var each : server.getConnectors()) {
            if (each instanceof ServerConnector listening && connector.equals(listening.getName())) {
                return listening.getLocalPort();
            }
        }
        throw new IllegalStateException("no connector " + connector);
    }

    HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port("application") + path));
    }

    Reply get(String path) {
        return send(request(path).GET());
    }

    /** What the health checks say. */
    String health() {
        return send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port("admin") + "/healthcheck"))
                        .GET())
                .body();
    }

    /** Sends events as the source "shop". */
    Reply ingest(String path, String body) {
        return send(request(path)
                .header("Authorization", basic("shop"))
                .header("Content-Type", "text/plain")
                .POST(BodyPublishers.ofString(body)));
    }

    Reply ingest(String path, BodyPublisher body, String... headers) {
        HttpRequest.Builder request =
                request(path).header("Authorization", basic("shop")).POST(body);
        return send(headers.length == 0 ? request : request.headers(headers));
    }

    Reply nextEmail(String profile, String body, String... headers) {
        HttpRequest.Builder request = request("/v1/profiles/" + encoded(profile) + "/next-email")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body));
        return send(headers.length == 0 ? request : request.headers(headers));
    }

    static String encoded(String id) {
        return URLEncoder.encode(id, UTF_8).replace("+", "%20").replace(".", "%2E");
    }

    static String basic(String key) {
        return "Basic " + Base64.getEncoder().encodeToString((key + ":").getBytes(UTF_8));
    }

    Reply send(HttpRequest.Builder request) {
        try {
            HttpResponse<String> response = client.send(request.build(), BodyHandlers.ofString());
            return new Reply(
                    response.statusCode(),
                    response.headers().firstValue("Content-Type").orElse(""),
                    response.body(),
                    response.headers());
        } catch (IOException failure) {
            throw new IllegalStateException(failure);
        } catch (InterruptedException stopped) {
            throw new IllegalStateException(stopped);
        }
    }

    record Reply(int status, String type, String body, java.net.http.HttpHeaders headers) {
        JsonNode json() {
            try {
                return JSON.readTree(body);
            } catch (IOException notJson) {
                throw new IllegalStateException(status + " " + body, notJson);
            }
        }

        String code() {
            return json().path("code").asText();
        }
    }

    @Override
    public void close() {
        try {
            server.stop();
        } catch (Exception failure) {
            throw new IllegalStateException(failure);
        }
    }
}
