package dev.opportune.app.cli;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The running service that a command talks to. */
final class ServiceOption {
    private final Terminal terminal;

    @Option(names = "--url", paramLabel = "URL", description = "The running service " + ServiceCall.USUAL_SERVICE + ".")
    private @Nullable String url;

    @Option(
            names = "--key",
            paramLabel = "KEY",
            description = "A key with the scope author " + ServiceCall.USUAL_KEY + ".")
    private @Nullable String key;

    ServiceOption(Terminal terminal) {
        this.terminal = terminal;
    }

    ServiceCall call() {
        return new ServiceCall(terminal, url, key, "or name another by --url");
    }
}
