package dev.opportune.authoring.folders;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.opportune.authoring.Place;
import dev.opportune.authoring.Problem;
import dev.opportune.authoring.Problems;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The files of a ruleset as they were at one moment, by their path inside the folder, with '/'. README.md, LINTS.md, schemas
 * for editors, hidden files and what editors leave behind do not count.
 */
public final class RulesFolder {
    /** The largest file, in bytes. */
    public static final int LARGEST_FILE = 1 << 20;
    /** The most that all files may take together, in bytes. */
    public static final int LARGEST_FOLDER = 10 << 20;
    /** How many files there may be. */
    public static final int MOST_FILES = 2000;

    /** What is written about the rules, beside them. */
    private static final Set<String> PAGES = Set.of("README.md", "LINTS.md");

    private static final int REVISION_BYTES = 16;

    private final SortedMap<String, byte[]> files;
    private final List<Problem> problems;

    private RulesFolder(Map<String, byte[]> files, Problems problems) {
        this.files = Collections.unmodifiableSortedMap(new TreeMap<>(files));
        this.problems = problems.all();
    }

    /** Reads a folder; what cannot be read, or must not be, is among its problems. */
    public static RulesFolder read(Path folder) {
        Problems problems = new Problems();
        return checked(new FolderReader(folder, problems).read(), problems);
    }

    /** Files that were kept, or sent, under their paths. */
    public static RulesFolder of(Map<String, byte[]> files) {
        Problems problems = new Problems();
        Map<String, byte[]> kept = new TreeMap<>();
        files.forEach((path, content) -> {
            if (!isInside(path)) {
                problems.error("invalid_path", Place.of(path), "the path leads out of the folder", "");
            } else if (List.of(path.split("/")).stream().allMatch(RulesFolder::counts)) {
                kept.put(path, content.clone());
            }
        });
        return checked(kept, problems);
    }

    private static boolean isInside(String path) {
        return !path.isEmpty()
                && !path.contains("\\")
                && path.chars().noneMatch(Character::isISOControl)
                && List.of(path.split("/", -1)).stream()
                        .noneMatch(name -> name.isEmpty() || name.equals(".") || name.equals(".."));
    }

    private static RulesFolder checked(Map<String, byte[]> files, Problems problems) {
        Map<String, byte[]> kept = new TreeMap<>(files);
        long size = 0;
        for (Map.Entry<String, byte[]> file : files.entrySet()) {
            size += file.getValue().length;
            if (file.getValue().length > LARGEST_FILE) {
                problems.error(
                        "file_too_large",
                        Place.of(file.getKey()),
                        "the file is larger than " + LARGEST_FILE + " bytes",
                        "split it, or keep it outside of the rules");
                kept.remove(file.getKey());
            }
        }
        if (size > LARGEST_FOLDER || files.size() > MOST_FILES) {
            problems.error(
                    "folder_too_large",
                    Place.of("."),
                    "there are " + files.size() + " files of " + size + " bytes in all",
                    "keep to " + MOST_FILES + " files and " + LARGEST_FOLDER + " bytes");
            kept.clear();
        }
        return new RulesFolder(kept, problems);
    }

    /** Whether a file or folder of this name is part of the rules. */
    static boolean counts(String name) {
        return !(PAGES.contains(name)
                || name.endsWith(".schema.json")
                || name.startsWith(".")
                || name.endsWith("~")
                || name.endsWith(".swp")
                || (name.startsWith("#") && name.endsWith("#")));
    }

    /** The files by path. The contents are not to be changed. */
    public SortedMap<String, byte[]> files() {
        return files;
    }

    /** What was wrong with the files themselves. */
    public List<Problem> problems() {
        return problems;
    }

    /** The text of a file; empty if there is none of that path, or it is no UTF-8. */
    public Optional<String> text(String path) {
        byte @Nullable [] content = files.get(path);
        if (content == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(
                    UTF_8.newDecoder().decode(ByteBuffer.wrap(content)).toString());
        } catch (CharacterCodingException notUtf8) {
            return Optional.empty();
        }
    }

    /**
     * The name of this state of the files: the first 128 bits, in hex, of the SHA-256 over each path (UTF-8) and content in
     * the order of the paths, each after its length as 8 bytes. Contents count as they are, line endings included.
     */
    public String revision() {
        MessageDigest sha256 = sha256();
        files.forEach((path, content) -> {
            update(sha256, path.getBytes(UTF_8));
            update(sha256, content);
        });
        return HexFormat.of().formatHex(sha256.digest(), 0, REVISION_BYTES);
    }

    private static void update(MessageDigest sha256, byte[] bytes) {
        sha256.update(ByteBuffer.allocate(Long.BYTES).putLong(bytes.length).array());
        sha256.update(bytes);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException everyJdkHasIt) {
            throw new IllegalStateException(everyJdkHasIt);
        }
    }
}
