package dev.opportune.authoring.folders;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderGlanceTest {
    @TempDir
    private Path folder;

    private Path file;
    private FolderGlance before;

    @BeforeEach
    void prepare() throws IOException {
        file = Files.createDirectories(folder.resolve("nudge")).resolve("nudge.drl");
        Files.writeString(file, "one");
        before = FolderGlance.at(folder);
    }

    @Test
    void folderThatNobodyTouched_looksTheSame() {
        assertThat(FolderGlance.at(folder)).isEqualTo(before);
        assertThat(before.files()).containsOnlyKeys("nudge/nudge.drl");
    }

    @Test
    void fileOfAnotherLength_shows() throws IOException {
        FileTime modified = Files.getLastModifiedTime(file);
        Files.writeString(file, "three");
        Files.setLastModifiedTime(file, modified);

        assertThat(FolderGlance.at(folder)).isNotEqualTo(before);
    }

    @Test
    void fileWrittenAtAnotherTime_shows() throws IOException {
        Files.setLastModifiedTime(file, FileTime.fromMillis(1));

        assertThat(FolderGlance.at(folder)).isNotEqualTo(before);
    }

    @Test
    void fileThatTookThePlaceOfAnotherOfItsAge_shows() throws IOException {
        Path other = Files.writeString(folder.resolve(".other"), "two");
        Files.setLastModifiedTime(other, Files.getLastModifiedTime(file));
        Files.move(other, file, StandardCopyOption.REPLACE_EXISTING);

        assertThat(FolderGlance.at(folder)).isNotEqualTo(before);
    }

    @Test
    void fileThatIsNew_shows() throws IOException {
        Files.writeString(folder.resolve("policy.yml"), "");

        assertThat(FolderGlance.at(folder)).isNotEqualTo(before);
    }

    @Test
    void whatEditorsLeaveBehind_doesNotShow() throws IOException {
        Files.writeString(folder.resolve("nudge/.nudge.drl.swp"), "x");
        Files.writeString(folder.resolve("nudge/nudge.drl~"), "x");

        assertThat(FolderGlance.at(folder)).isEqualTo(before);
    }

    @Test
    void folderThatIsGone_looksLikeNoOther() throws IOException {
        FolderGlance empty = FolderGlance.at(Files.createDirectories(folder.resolve("empty")));

        assertThat(FolderGlance.at(folder.resolve("none"))).isNotEqualTo(empty).isNotEqualTo(before);
    }
}
