package dev.opportune.app;

import dev.opportune.app.cli.Terminal;
import dev.opportune.app.cli.Verbs;
import java.time.Clock;

/** The program. */
public final class Opportune {
    private Opportune() {}

    /** Runs the command line and leaves with its exit code. */
    public static void main(String[] arguments) {
        System.exit(new Verbs(Terminal.ofTheProcess(), Clock.systemUTC()).run(arguments));
    }
}
