package dev.opportune.authoring.folders;

import dev.opportune.authoring.Place;
import dev.opportune.authoring.Problems;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Reads the files under a folder, and never one outside of it. */
final class FolderReader {
    static final int DEEPEST = 8;

    private final Path folder;
    private final Problems problems;
    private final Map<String, byte[]> files = new TreeMap<>();
    private long size;

    FolderReader(Path folder, Problems problems) {
        this.folder = folder;
        this.problems = problems;
    }

    Map<String, byte[]> read() {
        try {
            if (!Files.isDirectory(folder)) {
                problems.error("no_folder", Place.of(folder.toString()), "there is no such folder", "");
            } else {
                walk(folder.toRealPath(), folder.toRealPath(), "", 0);
            }
        } catch (IOException unreadable) {
            unreadable(folder.toString(), unreadable);
        }
        return files;
    }

    private void walk(Path root, Path directory, String prefix, int depth) throws IOException {
        if (depth > DEEPEST) {
            problems.error("too_deep", Place.of(prefix), "folders are nested more than " + DEEPEST + " deep", "");
            return;
        }
        List<Path> inside;
        try (Stream<Path> entries = Files.list(directory)) {
            inside = entries.sorted().toList();
        }
        for (Path entry : inside) {
            String name = entry.getFileName().toString();
            if (RulesFolder.counts(name) && isRoomLeft()) {
                visit(root, entry, prefix + name, depth);
            }
        }
    }

    /** One file more than allowed is read, so that whoever looks at the result sees that it is too much. */
    private boolean isRoomLeft() {
        return files.size() <= RulesFolder.MOST_FILES && size <= RulesFolder.LARGEST_FOLDER;
    }

    private void visit(Path root, Path entry, String path, int depth) {
        try {
            Path real = entry.toRealPath();
            if (!real.startsWith(root)) {
                problems.error(
                        "link_out_of_folder",
                        Place.of(path),
                        "the link leads out of the folder",
                        "put the file itself here");
            } else if (Files.isDirectory(real)) {
                walk(root, real, path + "/", depth + 1);
            } else if (Files.isRegularFile(real)) {
                byte[] content = content(real);
                size += content.length;
                files.put(path, content);
            } else {
                problems.error("unreadable", Place.of(path), "this is neither a file nor a folder", "remove it");
            }
        } catch (IOException unreadable) {
            unreadable(path, unreadable);
        }
    }

    private static byte[] content(Path file) throws IOException {
        try (InputStream bytes = Files.newInputStream(file)) {
            return bytes.readNBytes(RulesFolder.LARGEST_FILE + 1);
        }
    }

    private void unreadable(String path, IOException why) {
        problems.error(
                "unreadable",
                Place.of(path),
                "it cannot be read: " + why.getClass().getSimpleName() + " " + why.getMessage(),
                "");
    }
}
