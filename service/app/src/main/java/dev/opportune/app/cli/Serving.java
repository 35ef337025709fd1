package dev.opportune.app.cli;

import dev.opportune.app.OpportuneApplication;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;

/** Starts the server from a command, and stays. */
final class Serving {
    private Serving() {}

    /** Returns once requests are answered. */
    static void start(OpportuneApplication application, Path config, Terminal terminal) {
        try {
            application.run("server", config.toString());
        } catch (Exception failure) {
            failure.printStackTrace(terminal.err());
            throw new RefusedException("the service could not start, see above");
        }
    }

    /** Waits for the end of the process: a signal stops the server in good order by a hook of its own. */
    static void untilStopped() throws InterruptedException {
        new CountDownLatch(1).await();
    }
}
