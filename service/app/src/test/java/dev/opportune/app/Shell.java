package dev.opportune.app;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A shell in a folder with copies of the shipped rules and fixtures, as whoever follows a page has it. */
final class Shell {
    private static final Path HOME = Path.of(System.getProperty("opportune.home"));
    /** A page starts the program from its jar; a test runs before there is one, on the class path. */
    private static final String JAVA =
            "java() { \"$JAVA_HOME/bin/java\" -cp \"$OPPORTUNE_CLASSES\" dev.opportune.app.Opportune \"${@:3}\"; }\n";

    private final Path folder;
    private final Map<String, String> environment;

    private Shell(Path folder, Map<String, String> environment) {
        this.folder = folder;
        this.environment = environment;
    }

    static Shell in(Path folder, Map<String, String> environment) throws IOException {
        for (String part : List.of("rules", "fixtures")) {
            copy(HOME.resolve(part), folder.resolve(part));
        }
        return new Shell(folder, environment);
    }

    static boolean has(String... programs) {
        return Stream.of(programs)
                .allMatch(program -> Stream.of(System.getenv("PATH").split(File.pathSeparator))
                        .anyMatch(place -> Files.isExecutable(Path.of(place, program))));
    }

    /** Runs a command to its end. @return what it said on stdout */
    String run(String command) throws IOException, InterruptedException {
        File out = Files.createTempFile(folder, "out", ".txt").toFile();
        start(command, out).waitFor();
        return Files.readString(out.toPath());
    }

    /** Starts a command that goes on. */
    Process start(String command, File out) throws IOException {
        ProcessBuilder process = new ProcessBuilder("bash", "-c", JAVA + command)
                .directory(folder.toFile())
                .redirectOutput(out)
                .redirectError(folder.resolve("stderr.txt").toFile());
        process.environment().put("JAVA_HOME", System.getProperty("java.home"));
        process.environment().put("OPPORTUNE_CLASSES", System.getProperty("java.class.path"));
        process.environment().putAll(environment);
        return process.start();
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Files.copy(file, to.resolve(from.relativize(file).toString()));
            }
        }
    }
}
