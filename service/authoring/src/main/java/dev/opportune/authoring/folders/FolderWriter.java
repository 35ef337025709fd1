package dev.opportune.authoring.folders;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Brings a folder of rules to other files. What does not count as rules (README.md, hidden files, an editor's leavings) is
 * left alone. All that is new is written beside first, in a hidden folder, and then takes its place file by file: whoever
 * reads in between sees no half a file, but may see some files old and some new.
 */
public final class FolderWriter {
    private static final String STAGE = ".activating";
    private static final String ASIDE = ".replaced";

    private final Path folder;

    public FolderWriter(Path folder) {
        this.folder = folder;
    }

    /** Whether an earlier attempt ended before it was done, as in a crash. */
    public boolean isHalfDone() {
        return Files.isDirectory(folder.resolve(STAGE));
    }

    /**
     * Makes the files of the folder those given, no more and no fewer.
     *
     * @param aside where in the folder to keep what is replaced or removed, hidden and under its path; null where it is not
     *     needed any more
     * @throws IOException if the folder cannot be written to, or not to the end
     */
    public void write(SortedMap<String, byte[]> files, @Nullable String aside) throws IOException {
        Path root = Files.createDirectories(folder).toRealPath();
        SortedMap<String, byte[]> before = RulesFolder.read(root).files();
        SortedMap<String, byte[]> arriving = differing(files, before);
        SortedMap<String, byte[]> leaving = differing(before, files);
        Path stage = root.resolve(STAGE);
        delete(stage);
        Files.createDirectories(stage);
        for (Map.Entry<String, byte[]> file : arriving.entrySet()) {
            put(stage.resolve(file.getKey()), file.getValue());
        }
        if (aside != null) {
            for (Map.Entry<String, byte[]> file : leaving.entrySet()) {
                put(root.resolve(ASIDE).resolve(aside).resolve(file.getKey()), file.getValue());
            }
        }
        for (String gone : leaving.keySet()) {
            if (!files.containsKey(gone)) {
                Files.delete(root.resolve(gone));
                deleteEmpty(root, root.resolve(gone).getParent());
            }
        }
        for (String path : arriving.keySet()) {
            Path target = root.resolve(path);
            Files.createDirectories(target.getParent());
            Files.move(
                    stage.resolve(path), target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        }
        delete(stage);
    }

    /** Those of some files that are not the same among others. */
    private static SortedMap<String, byte[]> differing(Map<String, byte[]> some, Map<String, byte[]> others) {
        SortedMap<String, byte[]> differing = new TreeMap<>(some);
        differing.entrySet().removeIf(file -> Arrays.equals(file.getValue(), others.get(file.getKey())));
        return differing;
    }

    private static void put(Path file, byte[] content) throws IOException {
        Files.createDirectories(file.getParent());
        try (FileChannel channel = FileChannel.open(
                file, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE)) {
            ByteBuffer bytes = ByteBuffer.wrap(content);
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            // Otherwise a power cut may leave the new name with nothing in it.
            channel.force(true);
        }
    }

    private static void deleteEmpty(Path root, @Nullable Path directory) throws IOException {
        Path empty = directory;
        while (empty != null && !empty.equals(root) && inside(empty).isEmpty()) {
            Files.delete(empty);
            empty = empty.getParent();
        }
    }

    private static List<Path> inside(Path directory) throws IOException {
        try (Stream<Path> entries = Files.list(directory)) {
            return entries.toList();
        }
    }

    private static void delete(Path directory) throws IOException {
        if (!Files.exists(directory)) {
            return;
        }
        try (Stream<Path> all = Files.walk(directory)) {
            for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(each);
            }
        }
    }
}
