package dev.opportune.app.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;

/** A command line run inside the test, and what it said. */
final class Captured {
    /** The root of the repository. */
    static final Path HOME = Path.of(System.getProperty("opportune.home"));

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final int exitCode;

    private Captured(Map<String, String> environment, boolean interactive, String... arguments) {
        Terminal terminal = new Terminal(
                new PrintStream(out, true, UTF_8), new PrintStream(err, true, UTF_8), interactive, environment);
        this.exitCode = new Verbs(terminal, Clock.systemUTC()).run(arguments);
    }

    /** Runs a command with the shipped rules as those of the environment. */
    static Captured run(Object... arguments) {
        return with(Map.of("OPPORTUNE_RULES", HOME.resolve("rules").toString()), arguments);
    }

    static Captured with(Map<String, String> environment, Object... arguments) {
        return new Captured(environment, false, texts(arguments));
    }

    static Captured watched(Object... arguments) {
        return watched(Map.of(), arguments);
    }

    /** @param more variables beside that of the rules */
    static Captured watched(Map<String, String> more, Object... arguments) {
        Map<String, String> environment = new HashMap<>(more);
        environment.put("OPPORTUNE_RULES", HOME.resolve("rules").toString());
        return new Captured(environment, true, texts(arguments));
    }

    private static String[] texts(Object... arguments) {
        String[] texts = new String[arguments.length];
        for (int i = 0; i < arguments.length; i++) {
            texts[i] = arguments[i].toString();
        }
        return texts;
    }

    int exitCode() {
        return exitCode;
    }

    String out() {
        return out.toString(UTF_8);
    }

    String err() {
        return err.toString(UTF_8);
    }
}
