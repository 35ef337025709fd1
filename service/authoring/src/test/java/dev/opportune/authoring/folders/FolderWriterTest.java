package dev.opportune.authoring.folders;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderWriterTest {
    private static final FileTime LONG_AGO = FileTime.from(Instant.parse("2020-01-01T00:00:00Z"));

    @TempDir
    private Path temporary;

    private Path folder;
    private FolderWriter writer;

    @BeforeEach
    void fill() throws IOException {
        folder = temporary.resolve("rules");
        writer = new FolderWriter(folder);
        save("policy.yml", "holdout: 5%");
        save("cart/flow.yml", "flow: cart");
        save("cart/README.md", "notes");
        save("gone/flow.yml", "flow: gone");
    }

    private void save(String path, String text) throws IOException {
        Files.createDirectories(folder.resolve(path).getParent());
        Files.writeString(folder.resolve(path), text);
    }

    private static SortedMap<String, byte[]> files(String... pathsAndTexts) {
        SortedMap<String, byte[]> files = new TreeMap<>();
        for (int i = 0; i < pathsAndTexts.length; i += 2) {
            files.put(pathsAndTexts[i], pathsAndTexts[i + 1].getBytes(UTF_8));
        }
        return files;
    }

    private List<String> everything() throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(Files::isRegularFile)
                    .map(file -> folder.relativize(file).toString())
                    .sorted()
                    .toList();
        }
    }

    @Test
    void folder_holdsTheFilesGiven_andWhatIsNoRuleBesides() throws IOException {
        SortedMap<String, byte[]> files =
                files("policy.yml", "holdout: 7%", "cart/flow.yml", "flow: cart", "new/deep/a.drl", "rule");
        writer.write(files, kept -> true);

        assertThat(RulesFolder.read(folder).revision())
                .isEqualTo(RulesFolder.of(files).revision());
        assertThat(everything()).containsExactly("cart/README.md", "cart/flow.yml", "new/deep/a.drl", "policy.yml");
        assertThat(folder.resolve("gone")).doesNotExist();
        assertThat(writer.isHalfDone()).isFalse();
    }

    @Test
    void file_thatStaysTheSame_isNotTouched() throws IOException {
        Files.setLastModifiedTime(folder.resolve("cart/flow.yml"), LONG_AGO);
        writer.write(files("policy.yml", "holdout: 7%", "cart/flow.yml", "flow: cart"), kept -> true);

        assertThat(Files.getLastModifiedTime(folder.resolve("cart/flow.yml"))).isEqualTo(LONG_AGO);
    }

    @Test
    void whatIsReplacedOrRemoved_isKeptAside_whereThatIsAskedFor() throws IOException {
        String found = RulesFolder.read(folder).revision();
        writer.write(files("policy.yml", "holdout: 7%", "cart/flow.yml", "flow: cart"), kept -> false);

        assertThat(everything())
                .containsExactly(
                        ".replaced/" + found + "/gone/flow.yml",
                        ".replaced/" + found + "/policy.yml",
                        "cart/README.md",
                        "cart/flow.yml",
                        "policy.yml");
        assertThat(folder.resolve(".replaced/" + found + "/policy.yml")).hasContent("holdout: 5%");
    }

    /** Whether what is found is kept elsewhere is asked between the reading and the replacing: saved here, it is saved then. */
    @Test
    void whatIsSavedWhileTheFolderIsWritten_isKeptAside_evenWhereWhatWasFoundIsKeptElsewhere() throws IOException {
        String found = RulesFolder.read(folder).revision();
        writer.write(files("policy.yml", "holdout: 7%", "new.drl", "rule", "cart/flow.yml", "flow: cart"), revision -> {
            try {
                save("policy.yml", "holdout: 6%");
                save("gone/flow.yml", "flow: not gone");
                save("new.drl", "rule of somebody else");
            } catch (IOException failure) {
                throw new UncheckedIOException(failure);
            }
            return revision.equals(found);
        });

        Path aside = folder.resolve(".replaced").resolve(found);
        assertThat(aside.resolve("policy.yml")).hasContent("holdout: 6%");
        assertThat(aside.resolve("gone/flow.yml")).hasContent("flow: not gone");
        assertThat(aside.resolve("new.drl")).hasContent("rule of somebody else");
        assertThat(folder.resolve("policy.yml")).hasContent("holdout: 7%");
        assertThat(folder.resolve("gone")).doesNotExist();
    }

    @Test
    void whatIsSetAsideAgain_doesNotTakeThePlaceOfWhatWasBefore() throws IOException {
        String found = RulesFolder.read(folder).revision();
        save(".replaced/" + found + "/policy.yml", "holdout: 4%");
        writer.write(files("policy.yml", "holdout: 7%"), kept -> false);

        Path aside = folder.resolve(".replaced").resolve(found);
        assertThat(aside.resolve("policy.yml")).hasContent("holdout: 4%");
        assertThat(aside.resolve("policy.yml.2")).hasContent("holdout: 5%");
    }

    @Test
    void fileInPlaceOfAFolder_andFolderInPlaceOfAFile_takeTheirPlaces() throws IOException {
        save("was-file", "x");
        writer.write(files("gone", "now a file", "was-file/a.drl", "rule"), kept -> true);

        assertThat(RulesFolder.read(folder).files()).containsOnlyKeys("gone", "was-file/a.drl");
    }

    @Test
    void folderThatIsNotThere_isMade() throws IOException {
        FolderWriter elsewhere = new FolderWriter(temporary.resolve("not/yet"));
        elsewhere.write(files("policy.yml", "holdout: 7%"), kept -> true);

        assertThat(temporary.resolve("not/yet/policy.yml")).hasContent("holdout: 7%");
    }

    @Test
    void attemptThatFails_isSeenToBeHalfDone_andTheNextOneEndsIt() throws IOException {
        Files.createDirectories(folder.resolve("gone/.keep"));
        assertThatThrownBy(() -> writer.write(files("gone", "now a file"), kept -> true))
                .isInstanceOf(IOException.class);
        assertThat(writer.isHalfDone()).isTrue();

        writer.write(files("policy.yml", "holdout: 7%"), kept -> true);
        assertThat(writer.isHalfDone()).isFalse();
        assertThat(RulesFolder.read(folder).files()).containsOnlyKeys("policy.yml");
    }
}
