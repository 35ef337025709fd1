package dev.opportune.app.cli;

import dev.opportune.app.OpportuneApplication;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Runs the service. */
@Command(name = "serve", description = "Run the service.", mixinStandardHelpOptions = true)
final class ServeVerb implements Callable<Integer> {
    private final Terminal terminal;

    @Parameters(
            arity = "0..1",
            paramLabel = "config.yml",
            description = "The configuration (default: config.yml in the current folder).")
    private Path config = Path.of("config.yml");

    ServeVerb(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws InterruptedException {
        if (!Files.isRegularFile(config)) {
            throw new RefusedException("there is no file " + config + "; name the configuration: serve config.yml");
        }
        String address = Serving.start(() -> OpportuneApplication.serving().start(config));
        terminal.err().println("opportune: serving on " + address + "; Ctrl-C ends it");
        Serving.untilStopped();
        return ExitCode.OK.code();
    }
}
