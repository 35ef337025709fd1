package dev.opportune.authoring.folders;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
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
     * Makes the files of the folder those given, no more and no fewer. What is replaced or removed is moved aside first, hidden
     * under the revision that was found; it stays there where nobody has kept it, and where it is not what was found: then
     * somebody has saved it in this very moment.
     *
     * @param isKept whether the files of a revision, the one that was found, are kept elsewhere
     * @throws IOException if the folder cannot be written to, or not to the end
     */
    public void write(SortedMap<String, byte[]> files, Predicate<String> isKept) throws IOException {
        Path root = Files.createDirectories(folder).toRealPath();
        RulesFolder found = RulesFolder.read(root);
        SortedMap<String, byte[]> before = found.files();
        SortedMap<String, byte[]> arriving = differing(files, before);
        SortedMap<String, byte[]> leaving = differing(before, files);
        boolean isFoundKept = isKept.test(found.revision());
        Path aside = root.resolve(ASIDE).resolve(found.revision());
        Path stage = root.resolve(STAGE);
        delete(stage);
        Files.createDirectories(stage);
        for (Map.Entry<String, byte[]> file : arriving.entrySet()) {
            put(stage.resolve(file.getKey()), file.getValue());
        }
        for (String gone : leaving.keySet()) {
            if (!files.containsKey(gone)) {
                setAside(root, gone, aside, isFoundKept ? before.get(gone) : null);
                deleteEmpty(root, root.resolve(gone).getParent());
            }
        }
        for (String path : arriving.keySet()) {
            Files.createDirectories(root.resolve(path).getParent());
            do {
                setAside(root, path, aside, isFoundKept ? before.get(path) : null);
            } while (!hasTakenItsPlace(stage.resolve(path), root.resolve(path)));
        }
        delete(stage);
    }

    /** @return false where somebody has saved a file there in this moment, which must not be lost */
    private static boolean hasTakenItsPlace(Path staged, Path target) throws IOException {
        try {
            Files.move(staged, target);
            return true;
        } catch (FileAlreadyExistsException savedNow) {
            if (Files.isDirectory(target, LinkOption.NOFOLLOW_LINKS)) {
                throw savedNow;
            }
            return false;
        }
    }

    /** Moves a file out of the way, if there is one. @param kept its content if that is kept elsewhere */
    private static void setAside(Path root, String path, Path aside, byte @Nullable [] kept) throws IOException {
        Path there = root.resolve(path);
        if (!Files.exists(there, LinkOption.NOFOLLOW_LINKS) || Files.isDirectory(there, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        Path moved = free(aside.resolve(path));
        Files.createDirectories(moved.getParent());
        Files.move(there, moved);
        if (kept != null && Files.isRegularFile(moved) && Arrays.equals(Files.readAllBytes(moved), kept)) {
            Files.delete(moved);
            deleteEmpty(root, moved.getParent());
        }
    }

    /** A name that nothing has yet, for the same file may have been set aside before with something else in it. */
    private static Path free(Path wanted) {
        Path free = wanted;
        for (int copy = 2; Files.exists(free, LinkOption.NOFOLLOW_LINKS); copy++) {
            free = wanted.resolveSibling(wanted.getFileName() + "." + copy);
        }
        return free;
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
