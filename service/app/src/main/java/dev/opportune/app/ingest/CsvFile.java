package dev.opportune.app.ingest;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvParser;
import dev.opportune.app.api.Json;
import dev.opportune.authoring.Problem;
import dev.opportune.kernel.timeline.Entry;
import dev.opportune.kernel.timeline.Event;
import dev.opportune.kernel.timeline.Properties;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A CSV file (RFC 4180) with a header: {@code timestamp}, {@code userId}, {@code event}, optionally {@code messageId};
 * every other column is a property, as text, and an empty cell is an absent one.
 */
final class CsvFile {
    private static final String TIMESTAMP = "timestamp";
    private static final String USER_ID = "userId";
    private static final String EVENT = "event";
    private static final String MESSAGE_ID = "messageId";
    private static final List<String> REQUIRED = List.of(TIMESTAMP, USER_ID, EVENT);
    private static final Set<String> RESERVED = Set.of(TIMESTAMP, USER_ID, EVENT, MESSAGE_ID);
    private static final String BYTE_ORDER_MARK = "\uFEFF";

    private final Path file;
    private final Json json;

    CsvFile(Path file, Json json) {
        this.file = file;
        this.json = json;
    }

    void read(Consumer<Entry> entries, Consumer<Problem> problems) throws IOException {
        ObjectReader rows = new CsvMapper()
                .readerFor(String[].class)
                .with(CsvParser.Feature.WRAP_AS_ARRAY)
                .with(CsvParser.Feature.SKIP_EMPTY_LINES);
        try (Reader text = Files.newBufferedReader(file);
                MappingIterator<String[]> cells = rows.readValues(text)) {
            if (!cells.hasNext()) {
                problems.accept(
                        EventFiles.problem("empty_file", file, 1, "it is empty; the first line names the columns"));
                return;
            }
            List<String> header = header(cells.next());
            List<Problem> wrong = wrongHeader(header);
            wrong.forEach(problems);
            if (wrong.isEmpty()) {
                readRows(cells, header, entries, problems);
            }
        } catch (JsonProcessingException malformed) {
            JsonLocation place = malformed.getLocation();
            problems.accept(EventFiles.problem(
                    "no_csv",
                    file,
                    place == null ? 0 : place.getLineNr(),
                    "it is no CSV from here on: " + malformed.getOriginalMessage()));
        }
    }

    private void readRows(
            MappingIterator<String[]> cells, List<String> header, Consumer<Entry> entries, Consumer<Problem> problems)
            throws IOException {
        while (cells.hasNextValue()) {
            long line = cells.getCurrentLocation().getLineNr();
            String[] row = cells.nextValue();
            try {
                entries.accept(event(header, row));
            } catch (RejectedException refused) {
                problems.accept(EventFiles.problem(
                        refused.code(), file, line, refused.rejection().reason()));
            }
        }
    }

    private static List<String> header(String[] cells) {
        String first = cells[0];
        cells[0] = first.startsWith(BYTE_ORDER_MARK) ? first.substring(1) : first;
        return List.of(cells).stream().map(String::strip).toList();
    }

    private List<Problem> wrongHeader(List<String> header) {
        List<Problem> wrong = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        for (String column : header) {
            if (column.isEmpty()) {
                wrong.add(EventFiles.problem("unnamed_column", file, 1, "a column has no name"));
            } else if (!seen.add(column)) {
                wrong.add(EventFiles.problem("duplicate_column", file, 1, "the column " + column + " is there twice"));
            }
        }
        for (String column : REQUIRED) {
            if (!seen.contains(column)) {
                wrong.add(EventFiles.problem(
                        "missing_column",
                        file,
                        1,
                        "the column " + column
                                + " is missing; the first line names the columns: timestamp, userId, event, optionally"
                                + " messageId, and properties"));
            }
        }
        return wrong;
    }

    private Event event(List<String> header, String[] row) throws RejectedException {
        if (row.length != header.size()) {
            throw new RejectedException(
                    "wrong_width", "it has " + row.length + " cells, and the header has " + header.size());
        }
        Map<String, String> cells = new TreeMap<>();
        for (int i = 0; i < row.length; i++) {
            if (!row[i].isEmpty()) {
                cells.put(header.get(i), row[i]);
            }
        }
        Instant at = Timestamps.parse(TIMESTAMP, required(cells, TIMESTAMP)).truncatedTo(ChronoUnit.MILLIS);
        Timestamps.occurred(at, at, null);
        String profileId = Content.named(USER_ID, required(cells, USER_ID));
        String name = Content.named(EVENT, required(cells, EVENT));
        String messageId = cells.get(MESSAGE_ID);
        cells.keySet().removeAll(RESERVED);
        Properties properties = Properties.of(cells);
        String id = messageId == null ? hash(profileId, name, at, properties) : Content.named(MESSAGE_ID, messageId);
        return new Event(EventFiles.SOURCE, id, profileId, name, at, at, properties, false, false);
    }

    private String hash(String profileId, String name, Instant at, Properties properties) {
        Map<String, @Nullable Object> named = new TreeMap<>();
        named.put("type", "track");
        named.put("profile", profileId);
        named.put("event", name);
        named.put("timestamp", at);
        named.put("content", properties);
        return Content.hash(json, named);
    }

    private static String required(Map<String, String> cells, String column) throws RejectedException {
        String cell = cells.get(column);
        if (cell == null) {
            throw new RejectedException("missing_cell", column + " is empty");
        }
        return cell;
    }
}
