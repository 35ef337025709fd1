package dev.opportune.app.config;

import io.dropwizard.core.server.DefaultServerFactory;
import io.dropwizard.core.server.ServerFactory;
import io.dropwizard.core.server.SimpleServerFactory;
import io.dropwizard.jetty.ConnectorFactory;
import io.dropwizard.jetty.HttpConnectorFactory;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** From where a configured server can be reached. */
public final class Reach {
    private Reach() {}

    /**
     * Refuses a server that others than this machine can reach while nobody needs a key.
     *
     * @param keysAreRequired whether there are keys, in the configuration or in the database
     * @throws IllegalArgumentException then; the message says what to do
     */
    public static void check(OpportuneConfig config, boolean keysAreRequired) {
        if (keysAreRequired) {
            return;
        }
        for (HttpConnectorFactory connector : connectors(config.getServerFactory())) {
            if (!isLoopback(connector.getBindHost())) {
                String host = connector.getBindHost() == null ? "every address" : connector.getBindHost();
                throw new IllegalArgumentException("the configuration binds port " + connector.getPort() + " to " + host
                        + ", where others can reach it, and there are no keys: make the first by keys create NAME --scope admin"
                        + " --database " + config.database() + ", or set bindHost to 127.0.0.1");
            }
        }
    }

    /** Every connector of a server, the admin's too. */
    public static List<HttpConnectorFactory> connectors(ServerFactory server) {
        List<ConnectorFactory> connectors = new ArrayList<>();
        if (server instanceof DefaultServerFactory two) {
            connectors.addAll(two.getApplicationConnectors());
            connectors.addAll(two.getAdminConnectors());
        } else if (server instanceof SimpleServerFactory one) {
            connectors.add(one.getConnector());
        }
        return connectors.stream()
                .filter(HttpConnectorFactory.class::isInstance)
                .map(HttpConnectorFactory.class::cast)
                .toList();
    }

    private static boolean isLoopback(@Nullable String host) {
        if (host == null || host.isBlank()) {
            return false;
        }
        try {
            return InetAddress.getByName(host).isLoopbackAddress();
        } catch (UnknownHostException unknown) {
            return false;
        }
    }
}
