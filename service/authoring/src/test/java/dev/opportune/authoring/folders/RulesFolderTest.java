package dev.opportune.authoring.folders;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.opportune.authoring.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RulesFolderTest {
    @TempDir
    private Path folder;

    @Test
    void folder_isReadByPathInside() throws IOException {
        write("policy.yml", "p");
        write("a/flow.yml", "f");

        assertThat(RulesFolder.read(folder).files()).containsOnlyKeys("a/flow.yml", "policy.yml");
        assertThat(RulesFolder.read(folder).text("a/flow.yml")).hasValue("f");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"README.md", "a/README.md", ".hidden", ".git/config", "a/x.drl~", "a/x.drl.swp", "a/#x.drl#"})
    void fileThatIsNoRule_doesNotCount(String path) throws IOException {
        write("policy.yml", "p");
        String before = RulesFolder.read(folder).revision();
        write(path, "x");

        assertThat(RulesFolder.read(folder).revision()).isEqualTo(before);
        assertThat(revision(Map.of("policy.yml", "p", path, "x"))).isEqualTo(before);
    }

    @Test
    void folderAndItsFilesFromElsewhere_haveTheSameRevision() throws IOException {
        write("policy.yml", "p");
        write("a/flow.yml", "f\r\n");

        assertThat(RulesFolder.read(folder).revision())
                .isEqualTo(revision(Map.of("policy.yml", "p", "a/flow.yml", "f\r\n")))
                .hasSize(32);
    }

    @Test
    void orderOfFiles_makesNoDifference() {
        Map<String, String> one = new LinkedHashMap<>();
        one.put("a", "1");
        one.put("b", "2");
        Map<String, String> other = new LinkedHashMap<>();
        other.put("b", "2");
        other.put("a", "1");

        assertThat(revision(one)).isEqualTo(revision(other));
    }

    @Test
    void everyDifference_makesAnotherRevision() {
        assertThat(List.of(
                        revision(Map.of("a", "1", "b", "2")),
                        revision(Map.of("a", "2", "b", "1")),
                        revision(Map.of("a", "12", "b", "")),
                        revision(Map.of("a", "", "b", "12")),
                        revision(Map.of("a", "1b2")),
                        revision(Map.of("ab", "12")),
                        revision(Map.of("a", "1\n", "b", "2")),
                        revision(Map.of("a", "1\r\n", "b", "2")),
                        revision(Map.of())))
                .doesNotHaveDuplicates();
    }

    @Test
    void revision_neverChangesBetweenReleases() {
        // The lengths are 8 bytes each: printf '\0\0\0\0\0\0\0\1a\0\0\0\0\0\0\0\0011' | sha256sum
        assertThat(revision(Map.of("a", "1"))).isEqualTo("0e9c3156ac694b081269e7631db910df");
    }

    @Test
    void linkOutOfTheFolder_isRefused(@TempDir Path elsewhere) throws IOException {
        Path secret = Files.writeString(elsewhere.resolve("secret"), "s");
        Files.createSymbolicLink(folder.resolve("policy.yml"), secret);
        Files.createSymbolicLink(folder.resolve("flows"), elsewhere);

        RulesFolder read = RulesFolder.read(folder);

        assertThat(read.files()).isEmpty();
        assertThat(read.problems())
                .extracting(Problem::code)
                .containsExactly("link_out_of_folder", "link_out_of_folder");
    }

    @Test
    void linkInsideTheFolder_isFollowed() throws IOException {
        write("..data/policy.yml", "p");
        Files.createSymbolicLink(folder.resolve("policy.yml"), folder.resolve("..data/policy.yml"));

        assertThat(RulesFolder.read(folder).text("policy.yml")).hasValue("p");
    }

    @Test
    void linksInACircle_areAProblem() throws IOException {
        Files.createSymbolicLink(folder.resolve("again"), folder);

        assertThat(RulesFolder.read(folder).problems())
                .extracting(Problem::code)
                .containsExactly("too_deep");
    }

    @Test
    void fileThatIsTooLarge_isAProblemAndNotKept() throws IOException {
        Files.write(folder.resolve("large.drl"), new byte[RulesFolder.LARGEST_FILE + 1]);
        Files.write(folder.resolve("just.drl"), new byte[RulesFolder.LARGEST_FILE]);

        RulesFolder read = RulesFolder.read(folder);

        assertThat(read.files()).containsOnlyKeys("just.drl");
        assertThat(read.problems()).extracting(Problem::code).containsExactly("file_too_large");
    }

    @Test
    void folderWithTooManyFiles_isAProblem() {
        Map<String, byte[]> files = new TreeMap<>();
        for (int i = 0; i <= RulesFolder.MOST_FILES; i++) {
            files.put("f" + i, new byte[0]);
        }

        assertThat(RulesFolder.of(files).problems()).extracting(Problem::code).containsExactly("folder_too_large");
    }

    @Test
    void folderThatTakesTooMuch_isAProblem() throws IOException {
        for (int i = 0; i < 11; i++) {
            Files.write(folder.resolve("f" + i), new byte[RulesFolder.LARGEST_FILE]);
        }

        assertThat(RulesFolder.read(folder).problems())
                .extracting(Problem::code)
                .containsExactly("folder_too_large");
    }

    @ParameterizedTest
    @ValueSource(strings = {"../x", "a/../x", "/etc/x", "a//x", "a\\x", "", "a/./x", "a/", "a\nb"})
    void pathThatLeadsOut_isRefused(String path) {
        RulesFolder read = RulesFolder.of(Map.of(path, new byte[0]));

        assertThat(read.files()).isEmpty();
        assertThat(read.problems()).extracting(Problem::code).containsExactly("invalid_path");
    }

    @Test
    void folderThatIsNotThere_isAProblem() {
        assertThat(RulesFolder.read(folder.resolve("none")).problems())
                .extracting(Problem::code)
                .containsExactly("no_folder");
    }

    private void write(String path, String text) throws IOException {
        Path file = folder.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private static String revision(Map<String, String> texts) {
        Map<String, byte[]> files = new LinkedHashMap<>();
        texts.forEach((path, text) -> files.put(path, text.getBytes(UTF_8)));
        return RulesFolder.of(files).revision();
    }
}
