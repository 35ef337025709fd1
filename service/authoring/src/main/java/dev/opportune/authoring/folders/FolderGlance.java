package dev.opportune.authoring.folders;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What a folder of rules looks like from outside: its files, without what is in them. Two that are equal are of the same
 * files, as far as a file system tells; contents that changed within one tick of its clock, to the same length, look alike.
 */
public record FolderGlance(SortedMap<String, Stamp> files) {
    private static final FileTime NEVER = FileTime.fromMillis(0);

    /**
     * How a file looks; size −1 where it cannot be looked at.
     *
     * @param key by which the file system tells a file from another that took its name
     */
    public record Stamp(long size, FileTime modified, String key) {
        private static final Stamp UNREADABLE = new Stamp(-1, NEVER, "");

        /** Looks at a file. Does not throw on whatever is there. */
        public static Stamp at(Path file) {
            try {
                return of(Files.readAttributes(file, BasicFileAttributes.class));
            } catch (IOException unreadable) {
                return UNREADABLE;
            }
        }

        private static Stamp of(BasicFileAttributes attributes) {
            return new Stamp(attributes.size(), attributes.lastModifiedTime(), String.valueOf(attributes.fileKey()));
        }
    }

    /** Looks at a folder. Does not throw on whatever is there. */
    public static FolderGlance at(Path folder) {
        SortedMap<String, Stamp> files = new TreeMap<>();
        look(folder, "", 0, files);
        return new FolderGlance(Collections.unmodifiableSortedMap(files));
    }

    private static void look(Path directory, String prefix, int depth, SortedMap<String, Stamp> files) {
        try {
            for (Path entry : inside(directory)) {
                String name = entry.getFileName().toString();
                // Beyond these bounds the folder is refused, whatever else is in it.
                if (RulesFolder.counts(name) && files.size() <= RulesFolder.MOST_FILES) {
                    visit(entry, prefix + name, depth, files);
                }
            }
        } catch (IOException | UncheckedIOException unreadable) {
            files.put(prefix, Stamp.UNREADABLE);
        }
    }

    private static List<Path> inside(Path directory) throws IOException {
        try (Stream<Path> entries = Files.list(directory)) {
            return entries.sorted().toList();
        }
    }

    private static void visit(Path entry, String path, int depth, SortedMap<String, Stamp> files) {
        try {
            BasicFileAttributes attributes = Files.readAttributes(entry, BasicFileAttributes.class);
            if (!attributes.isDirectory()) {
                files.put(path, Stamp.of(attributes));
            } else if (depth < FolderReader.DEEPEST) {
                look(entry, path + "/", depth + 1, files);
            }
        } catch (IOException unreadable) {
            files.put(path, Stamp.UNREADABLE);
        }
    }
}
