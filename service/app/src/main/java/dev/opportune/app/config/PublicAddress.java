package dev.opportune.app.config;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Set;
import org.eclipse.jetty.server.NetworkConnector;
import org.eclipse.jetty.server.Server;
import org.jspecify.annotations.Nullable;

/** Where people reach the service by the links in their emails. */
public final class PublicAddress {
    private static final Set<String> SCHEMES = Set.of("http", "https");

    private PublicAddress() {}

    /**
     * What a configuration says, without a slash at the end; null if it says nothing.
     *
     * @throws IllegalArgumentException if it is no address; the message says what to write
     */
    static @Nullable String read(@Nullable String written) {
        if (written == null || written.isBlank()) {
            return null;
        }
        try {
            URI uri = new URI(written.strip());
            boolean whole = uri.getScheme() != null
                    && SCHEMES.contains(uri.getScheme().toLowerCase(Locale.ROOT))
                    && uri.getHost() != null;
            if (whole && uri.getUserInfo() == null && uri.getQuery() == null && uri.getFragment() == null) {
                return uri.toASCIIString().replaceAll("/+$", "");
            }
        } catch (URISyntaxException noAddress) {
            // Told below, as all that is none.
        }
        throw new IllegalArgumentException("publicUrl is \"" + written
                + "\" and must be an address such as https://mail.example.com, without query or fragment");
    }

    /** The service's own, where nothing else is said. */
    public static String of(Server listening) {
        for (var connector : listening.getConnectors()) {
            if (connector instanceof NetworkConnector network && !"admin".equals(connector.getName())) {
                String host = network.getHost() == null ? "127.0.0.1" : network.getHost();
                String scheme = connector.getProtocols().contains("ssl") ? "https" : "http";
                return scheme + "://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + network.getLocalPort();
            }
        }
        throw new IllegalStateException("the server listens nowhere");
    }
}
