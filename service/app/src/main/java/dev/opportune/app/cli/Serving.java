package dev.opportune.app.cli;

import dev.opportune.kernel.store.StoreException;
import io.dropwizard.configuration.ConfigurationException;
import java.io.IOException;
import java.net.BindException;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;

/** Starts the server from a command, and stays. */
final class Serving {
    private Serving() {}

    /** A way to start. */
    @FunctionalInterface
    interface Start {
        Server start() throws IOException, ConfigurationException;
    }

    /** Returns once requests are answered; what keeps it from that is said in words. @return where to ask */
    static String start(Start service) {
        try {
            return address(service.start());
        } catch (ConfigurationException mistaken) {
            throw new RefusedException(String.valueOf(mistaken.getMessage()).strip());
        } catch (IOException | IllegalArgumentException | IllegalStateException | StoreException failure) {
            throw new RefusedException("the service could not start: " + said(failure));
        }
    }

    private static String address(Server server) {
        return Stream.of(server.getConnectors())
                .filter(ServerConnector.class::isInstance)
                .map(ServerConnector.class::cast)
                .filter(connector -> "application".equals(connector.getName()))
                .map(connector -> "http://" + connector.getHost() + ":" + connector.getLocalPort())
                .collect(Collectors.joining(", "));
    }

    private static String said(Exception failure) {
        Throwable above = failure;
        Throwable cause = failure;
        while (cause.getCause() != null && !(cause instanceof StoreException)) {
            above = cause;
            cause = cause.getCause();
        }
        return cause instanceof BindException
                ? above.getMessage() + ": " + cause.getMessage()
                        + "; choose other ports by OPPORTUNE_PORT and OPPORTUNE_ADMIN_PORT"
                : String.valueOf(cause.getMessage());
    }

    /** Waits for the end of the process: a signal stops the server in good order by a hook of its own. */
    static void untilStopped() throws InterruptedException {
        new CountDownLatch(1).await();
    }
}
