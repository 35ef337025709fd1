package dev.opportune.app.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.lang.reflect.InvocationTargetException;
import java.util.Map;

/**
 * What a command talks to.
 *
 * @param out results
 * @param err logs, problems and progress
 * @param interactive whether a person is watching, so that progress may be drawn
 * @param environment the variables of the process
 */
public record Terminal(PrintStream out, PrintStream err, boolean interactive, Map<String, String> environment) {
    /** The process's own. Text is UTF-8 whatever the locale says. */
    public static Terminal ofTheProcess() {
        Map<String, String> environment = System.getenv();
        return new Terminal(
                new PrintStream(new FileOutputStream(FileDescriptor.out), true, UTF_8),
                new PrintStream(new FileOutputStream(FileDescriptor.err), true, UTF_8),
                isTerminal() && !"dumb".equals(environment.get("TERM")),
                environment);
    }

    /** Whether what is said to people may have colours: they are watching, and did not ask for none by {@code NO_COLOR}. */
    boolean isColourful() {
        return interactive && environment.getOrDefault("NO_COLOR", "").isEmpty();
    }

    /** Newer JDKs have a console where there is no terminal, and a method that tells. */
    private static boolean isTerminal() {
        if (System.console() == null) {
            return false;
        }
        try {
            return Boolean.TRUE.equals(
                    java.io.Console.class.getMethod("isTerminal").invoke(System.console()));
        } catch (NoSuchMethodException olderThan22) {
            return true;
        } catch (IllegalAccessException | InvocationTargetException unknown) {
            return false;
        }
    }
}
