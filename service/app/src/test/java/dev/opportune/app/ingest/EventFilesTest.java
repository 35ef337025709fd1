package dev.opportune.app.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.opportune.app.ingest.EventFiles.History;
import dev.opportune.authoring.Problem;
import dev.opportune.kernel.timeline.Entry;
import dev.opportune.kernel.timeline.Event;
import dev.opportune.kernel.timeline.Properties;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EventFilesTest {
    @TempDir
    private Path folder;

    private final EventFiles files = new EventFiles();

    @Test
    void csv_rowIsAnEventOfTextProperties() throws IOException {
        History history = read("a.csv", """
                timestamp,userId,event,messageId,name,price,size
                2026-11-23T10:00:00+01:00,u1,Product Added,m1,"Runner ""2"", blue
                and red",0123,
                """);

        Instant at = Instant.parse("2026-11-23T09:00:00Z");
        assertThat(history.problems()).isEmpty();
        assertThat(history.entries())
                .containsExactly(new Event(
                        "import",
                        "m1",
                        "u1",
                        "Product Added",
                        at,
                        at,
                        Properties.of(Map.of("name", "Runner \"2\", blue\nand red", "price", "0123")),
                        false,
                        false));
    }

    @Test
    void csv_withMarkAndWindowsLineEnds_isRead() throws IOException {
        History history = read("a.csv", "\uFEFFtimestamp,userId,event\r\n1763888400000,u1,Quiz Finished\r\n");

        assertThat(history.problems()).isEmpty();
        assertThat(history.entries().get(0).occurredAt()).isEqualTo("2025-11-23T09:00:00Z");
    }

    @Test
    void csv_rowWithoutMessageId_isNamedByItsContent() throws IOException {
        History history = read("a.csv", """
                timestamp,userId,event,x
                2026-11-23T10:00:00Z,u1,e,1
                2026-11-23T10:00:00Z,u1,e,1
                2026-11-23T10:00:00Z,u1,e,2
                """);

        assertThat(history.entries()).hasSize(2);
        assertThat(history.duplicates()).isEqualTo(1);
    }

    @Test
    void csv_brokenRows_areAllReportedWithTheirLines() throws IOException {
        History history = read("a.csv", """
                timestamp,userId,event,x
                2026-11-23T10:00:00Z,u1,e,"two
                lines"
                yesterday,u1,e,1

                2026-11-23T10:00:00Z,,e,1
                2026-11-23T10:00:00Z,u1,,1
                2026-11-23T10:00:00Z,u1,e
                2026-11-23T10:00:00Z,u1,e,1,2
                1999-12-31T00:00:00Z,u1,e,1
                2026-11-23T10:00:00Z,u2,e,1
                """);

        assertThat(history.entries()).extracting(Entry::profileId).containsExactlyInAnyOrder("u1", "u2");
        assertThat(history.problems())
                .extracting(problem -> problem.place().line())
                .containsExactly(4, 6, 7, 8, 9, 10);
        assertThat(history.problems())
                .extracting(Problem::toString)
                .allMatch(text -> text.startsWith(folder.resolve("a.csv") + ":"));
    }

    @Test
    void csv_withoutItsColumns_isRefused() throws IOException {
        History history = read("a.csv", "time,userId,event,x,x,\n1,2,3,4,5,6\n");

        assertThat(history.entries()).isEmpty();
        assertThat(history.problems())
                .extracting(Problem::message)
                .anyMatch(reason -> reason.contains("timestamp is missing"))
                .anyMatch(reason -> reason.contains("x is there twice"))
                .anyMatch(reason -> reason.contains("no name"));
    }

    @Test
    void csv_withAnOpenQuote_isRefusedFromThereOn() throws IOException {
        History history = read("a.csv", "timestamp,userId,event,x\n2026-11-23T10:00:00Z,u1,e,\"open\n");

        assertThat(history.problems()).hasSize(1);
    }

    @Test
    void csv_empty_isRefused() throws IOException {
        assertThat(read("a.csv", "").problems()).hasSize(1);
    }

    @Test
    void ndjson_lineIsAMessageThatArrivedWhenItHappened() throws IOException {
        History history = read("a.ndjson", """
                {"type":"track","userId":"u1","event":"e","timestamp":"2026-11-23T09:00:00.1234Z","sentAt":"2026-11-24T00:00:00Z","properties":{"price":1.50}}

                {"type":"identify","userId":"u1","timestamp":1763888400000}
                """);

        assertThat(history.problems()).isEmpty();
        assertThat(history.entries())
                .hasSize(2)
                .allMatch(entry -> entry.occurredAt().equals(entry.receivedAt()));
        assertThat(history.entries().get(1).occurredAt()).isEqualTo("2026-11-23T09:00:00.123Z");
    }

    @Test
    void ndjson_brokenLines_areAllReportedWithTheirNumbers() throws IOException {
        History history = read("a.ndjson", """
                {"type":"track","userId":"u1","event":"e"}
                not json
                [1]
                {"type":"track","userId":"u1","event":"e","timestamp":"2026-11-23T09:00:00Z"} {}
                {"type":"group","userId":"u1","timestamp":"2026-11-23T09:00:00Z"}
                {"type":"track","userId":"u1","event":"e","timestamp":"2026-11-23T09:00:00Z"}
                """);

        assertThat(history.entries()).hasSize(1);
        assertThat(history.problems())
                .extracting(problem -> problem.place().line())
                .containsExactly(1, 2, 3, 4, 5);
    }

    @Test
    void file_thatIsNotThere_isAProblem() {
        assertThat(files.read(List.of(folder.resolve("none.csv"))).problems())
                .extracting(Problem::message)
                .containsExactly("there is no such file");
    }

    @Test
    void file_thatIsNotUtf8_isAProblem() throws IOException {
        Path file = folder.resolve("a.csv");
        Files.write(file, "timestamp,userId,event\n1763888400000,ü,e\n".getBytes(StandardCharsets.ISO_8859_1));

        assertThat(files.read(List.of(file)).problems())
                .extracting(Problem::message)
                .containsExactly("it is not UTF-8 throughout");
    }

    @Test
    void files_mergedInAnyOrder_giveTheSameHistory() throws IOException {
        Path first = write("a.csv", """
                timestamp,userId,event,messageId,x
                2026-11-23T10:00:00Z,u1,e,same,1
                2026-11-23T09:00:00Z,u1,e,m2,1
                """);
        Path second = write("b.csv", """
                timestamp,userId,event,messageId,x
                2026-11-23T10:00:00Z,u1,e,same,2
                2026-11-23T10:00:00Z,u2,e,m0,1
                """);

        History history = files.read(List.of(first, second));

        assertThat(history).isEqualTo(files.read(List.of(second, first)));
        assertThat(history.entries()).extracting(Entry::id).containsExactly("m2", "m0", "same");
        assertThat(history.duplicates()).isEqualTo(1);
    }

    private History read(String name, String text) throws IOException {
        return files.read(List.of(write(name, text)));
    }

    private Path write(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }
}
