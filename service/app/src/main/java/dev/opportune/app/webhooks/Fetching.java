package dev.opportune.app.webhooks;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/** Fetches what a provider's call refers to; addresses are checked before. */
@FunctionalInterface
public interface Fetching {
    /**
     * Fetches what is at an address.
     *
     * @throws IOException if it cannot be had
     */
    byte[] get(URI address) throws IOException;

    /** Over the network: follows no redirection, waits no longer than ten seconds, takes no more than 64 KiB. */
    static Fetching overTheNetwork() {
        Duration patience = Duration.ofSeconds(10);
        int most = 64 * 1024;
        HttpClient client = HttpClient.newBuilder()
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(patience)
                .build();
        return address -> {
            HttpRequest request =
                    HttpRequest.newBuilder(address).timeout(patience).GET().build();
            try {
                HttpResponse<InputStream> response = client.send(request, HttpResponse.BodyHandlers.ofInputStream());
                try (InputStream body = response.body()) {
                    byte[] bytes = body.readNBytes(most + 1);
                    if (response.statusCode() != 200 || bytes.length > most) {
                        throw new IOException("answered " + response.statusCode() + " with " + bytes.length + " bytes");
                    }
                    return bytes;
                }
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
                throw new IOException("stopped", stopped);
            }
        };
    }
}
