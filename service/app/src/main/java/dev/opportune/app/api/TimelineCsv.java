package dev.opportune.app.api;

import com.fasterxml.jackson.databind.SequenceWriter;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A timeline as a table (RFC 4180): what its lines have in common in columns of their own, all else as JSON in the last.
 * A text that a spreadsheet would take for a formula begins with an apostrophe.
 */
public final class TimelineCsv {
    private static final List<String> COLUMNS = List.of(
            "entry",
            "occurredAt",
            "receivedAt",
            "at",
            "source",
            "messageId",
            "event",
            "id",
            "flow",
            "message",
            "channel",
            "kind",
            "outcome",
            "reason");
    private static final String REST = "more";
    private static final String FORMULA = "=+-@\t\r";

    private final CsvMapper mapper = new CsvMapper();
    private final Json json;

    public TimelineCsv(Json json) {
        this.json = json;
    }

    /** The table, its first line naming the columns. */
    public String write(List<Map<String, @Nullable Object>> lines) {
        CsvSchema.Builder schema = CsvSchema.builder().setUseHeader(true).setLineSeparator("\r\n");
        COLUMNS.forEach(schema::addColumn);
        schema.addColumn(REST);
        StringWriter text = new StringWriter();
        try (SequenceWriter rows = mapper.writer(schema.build()).writeValues(text)) {
            rows.init(true);
            for (Map<String, @Nullable Object> line : lines) {
                rows.write(row(line));
            }
        } catch (IOException aStringWriterThrowsNone) {
            throw new UncheckedIOException(aStringWriterThrowsNone);
        }
        return text.toString();
    }

    private Map<String, String> row(Map<String, @Nullable Object> line) {
        Map<String, @Nullable Object> rest = new TreeMap<>(line);
        Map<String, String> row = new TreeMap<>();
        for (String column : COLUMNS) {
            Object value = rest.remove(column);
            row.put(column, value == null ? "" : harmless(String.valueOf(value)));
        }
        row.put(REST, json.write(rest));
        return row;
    }

    private static String harmless(String text) {
        return !text.isEmpty() && FORMULA.indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
    }
}
