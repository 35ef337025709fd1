package dev.opportune.app.ingest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.opportune.app.api.Json;
import dev.opportune.authoring.Problem;
import dev.opportune.kernel.timeline.Entry;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;

/** A file with one Segment message a line. */
final class NdjsonFile {
    private static final String BYTE_ORDER_MARK = "\uFEFF";

    private final Path file;
    private final Ingest ingest = new Ingest();
    private final JsonMapper mapper = Json.reader();

    NdjsonFile(Path file) {
        this.file = file;
    }

    void read(Consumer<Entry> entries, Consumer<Problem> problems) throws IOException {
        try (BufferedReader lines = Files.newBufferedReader(file)) {
            long number = 0;
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                number++;
                String text = number == 1 && line.startsWith(BYTE_ORDER_MARK) ? line.substring(1) : line;
                if (!text.isBlank()) {
                    read(text, number, entries, problems);
                }
            }
        }
    }

    private void read(String line, long number, Consumer<Entry> entries, Consumer<Problem> problems) {
        try {
            Reading reading = ingest.archived(mapper.readTree(line), EventFiles.SOURCE);
            if (reading instanceof Reading.Accepted accepted) {
                entries.accept(accepted.entry());
            } else if (reading instanceof Reading.Rejection rejection) {
                problems.accept(EventFiles.problem(rejection.code(), file, number, rejection.reason()));
            }
        } catch (JsonProcessingException malformed) {
            problems.accept(
                    EventFiles.problem("no_json", file, number, "it is no JSON: " + malformed.getOriginalMessage()));
        }
    }
}
