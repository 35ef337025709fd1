package dev.opportune.authoring.rules;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * A rule that reaches for what it must not have, from src/test/resources/hostile.
 *
 * @param name its folder, which says what it reaches for, and its file
 * @param refusedBy who refuses it without any help, as the first line of the file says
 * @param drl the file without that line
 */
record Hostile(String name, Set<String> refusedBy, String drl) {
    private static final String SAYS = "// refused by ";

    static List<Hostile> all() {
        Path root = Rulesets.folder("..").resolve("hostile");
        try (Stream<Path> files = Files.walk(root)) {
            return files.filter(file -> file.toString().endsWith(".drl"))
                    .filter(file -> !file.getParent().endsWith("slow"))
                    .sorted()
                    .map(file -> read(root, file))
                    .toList();
        } catch (IOException unreadable) {
            throw new java.io.UncheckedIOException(unreadable);
        }
    }

    private static Hostile read(Path root, Path file) {
        try {
            String text = Files.readString(file);
            int end = text.indexOf('\n');
            Set<String> refusedBy =
                    new TreeSet<>(List.of(text.substring(SAYS.length(), end).split(" ")));
            return new Hostile(
                    root.relativize(file).toString().replace('\\', '/').replace(".drl", ""),
                    refusedBy,
                    text.substring(end + 1));
        } catch (IOException unreadable) {
            throw new java.io.UncheckedIOException(unreadable);
        }
    }

    /** Whether its code would run while it is compiled. */
    boolean runsEarly() {
        return name.startsWith("compile-time/");
    }
}
