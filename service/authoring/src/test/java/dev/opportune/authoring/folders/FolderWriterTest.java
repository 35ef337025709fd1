package dev.opportune.authoring.folders;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
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
        writer.write(files, null);

        assertThat(RulesFolder.read(folder).revision())
                .isEqualTo(RulesFolder.of(files).revision());
        assertThat(everything()).containsExactly("cart/README.md", "cart/flow.yml", "new/deep/a.drl", "policy.yml");
        assertThat(folder.resolve("gone")).doesNotExist();
        assertThat(writer.isHalfDone()).isFalse();
    }

    @Test
    void file_thatStaysTheSame_isNotTouched() throws IOException {
        Files.setLastModifiedTime(folder.resolve("cart/flow.yml"), LONG_AGO);
        writer.write(files("policy.yml", "holdout: 7%", "cart/flow.yml", "flow: cart"), null);

        assertThat(Files.getLastModifiedTime(folder.resolve("cart/flow.yml"))).isEqualTo(LONG_AGO);
    }

    @Test
    void whatIsReplacedOrRemoved_isKeptAside_whereThatIsAskedFor() throws IOException {
        writer.write(files("policy.yml", "holdout: 7%", "cart/flow.yml", "flow: cart"), "draft");

        assertThat(everything())
                .containsExactly(
                        ".replaced/draft/gone/flow.yml",
                        ".replaced/draft/policy.yml",
                        "cart/README.md",
                        "cart/flow.yml",
                        "policy.yml");
        assertThat(folder.resolve(".replaced/draft/policy.yml")).hasContent("holdout: 5%");
    }

    @Test
    void fileInPlaceOfAFolder_andFolderInPlaceOfAFile_takeTheirPlaces() throws IOException {
        save("was-file", "x");
        writer.write(files("gone", "now a file", "was-file/a.drl", "rule"), null);

        assertThat(RulesFolder.read(folder).files()).containsOnlyKeys("gone", "was-file/a.drl");
    }

    @Test
    void folderThatIsNotThere_isMade() throws IOException {
        FolderWriter elsewhere = new FolderWriter(temporary.resolve("not/yet"));
        elsewhere.write(files("policy.yml", "holdout: 7%"), null);

        assertThat(temporary.resolve("not/yet/policy.yml")).hasContent("holdout: 7%");
    }

    @Test
    void attemptThatFails_isSeenToBeHalfDone_andTheNextOneEndsIt() throws IOException {
        Files.createDirectories(folder.resolve("gone/.keep"));
        assertThatThrownBy(() -> writer.write(files("gone", "now a file"), null))
                .isInstanceOf(IOException.class);
        assertThat(writer.isHalfDone()).isTrue();

        writer.write(files("policy.yml", "holdout: 7%"), null);
        assertThat(writer.isHalfDone()).isFalse();
        assertThat(RulesFolder.read(folder).files()).containsOnlyKeys("policy.yml");
    }
}
