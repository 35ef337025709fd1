package dev.opportune.storage;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;

/** Another process, with the class path of this one. Its errors go where those of this process go. */
final class ChildJvm implements AutoCloseable {
    private final Process process;
    private final BufferedReader output;

    private ChildJvm(List<String> command) throws IOException {
        process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        output = process.inputReader();
    }

    static ChildJvm run(Class<?> main, Object... arguments) throws IOException {
        return new ChildJvm(java(main, arguments));
    }

    /** One that cannot make any file larger than so many kilobytes. */
    static ChildJvm runWithFileLimit(int kilobytes, Class<?> main, Object... arguments) throws IOException {
        // A shell counts in blocks of 512 bytes.
        List<String> command =
                new ArrayList<>(List.of("sh", "-c", "ulimit -f " + 2 * kilobytes + "; exec \"$@\"", "sh"));
        command.addAll(java(main, arguments));
        return new ChildJvm(command);
    }

    private static List<String> java(Class<?> main, Object... arguments) {
        List<String> command = new ArrayList<>();
        command.add(String.join(File.separator, System.getProperty("java.home"), "bin", "java"));
        Collections.addAll(command, "-Xmx128m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-XX:-UsePerfData");
        Collections.addAll(command, "-cp", System.getProperty("java.class.path"), main.getName());
        for (Object argument : arguments) {
            command.add(argument.toString());
        }
        return command;
    }

    /** The next line it writes. */
    String line() throws IOException {
        return Objects.requireNonNull(output.readLine(), "the process has ended");
    }

    /** As kill -9 does; returns the lines that it had written and nobody had read. */
    List<String> kill() throws IOException, InterruptedException {
        // By its handle: the process object would close its output before it is read.
        process.toHandle().destroyForcibly();
        return rest();
    }

    /** Waits for its end; returns the lines that nobody had read. */
    List<String> rest() throws IOException, InterruptedException {
        List<String> lines = new ArrayList<>();
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            lines.add(line);
        }
        process.waitFor();
        return lines;
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
