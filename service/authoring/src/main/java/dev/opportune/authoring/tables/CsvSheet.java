package dev.opportune.authoring.tables;

import dev.opportune.authoring.Place;
import dev.opportune.authoring.PlacedText;
import dev.opportune.authoring.Problems;
import java.util.Optional;

/**
 * Reads comma-separated values: cells parted by commas (or by semicolons or tabs, as spreadsheets of some countries write
 * them), in quotes where they have commas, quotes or line ends in them.
 */
final class CsvSheet {
    /** What stands at the end of cells in a row that are one. */
    private static final String MERGED = "...";

    private static final String NOTE = "#";
    private static final char BYTE_ORDER_MARK = '\uFEFF';
    private static final String SEPARATORS = ",;\t";

    private final String path;
    private final String text;
    private final char separator;
    private final Problems problems;
    private final Sheet sheet = new Sheet();
    private int at;
    private int line = 1;
    private int lineStart;
    private int row = 1;
    private int column = 1;
    /** Where the cells begin that are one with the next, if that is too; 0 if none. */
    private int mergedFrom;

    private CsvSheet(String path, String text, Problems problems) {
        this.path = path;
        this.text = text;
        this.separator = separator(text);
        this.problems = problems;
        this.at = text.indexOf(BYTE_ORDER_MARK) == 0 ? 1 : 0;
    }

    /** Empty if it cannot be read; then there is a problem. */
    static Optional<Sheet> read(String path, String text, Problems problems) {
        return new CsvSheet(path, text, problems).read();
    }

    /** The first one there is, in a line that is no note. */
    private static char separator(String text) {
        for (String one : text.lines().filter(each -> !each.startsWith(NOTE)).toList()) {
            boolean quoted = false;
            for (int i = 0; i < one.length(); i++) {
                quoted ^= one.charAt(i) == '"';
                if (!quoted && SEPARATORS.indexOf(one.charAt(i)) >= 0) {
                    return one.charAt(i);
                }
            }
        }
        return ',';
    }

    private Optional<Sheet> read() {
        boolean lineBegins = true;
        while (at < text.length()) {
            if (lineBegins && text.startsWith(NOTE, at)) {
                note();
            } else if (!cell()) {
                return Optional.empty();
            }
            lineBegins = at < text.length() && text.charAt(at) != separator;
            if (lineBegins) {
                at += text.startsWith("\r\n", at) ? 2 : 1;
                nextLine();
                row++;
                column = 1;
                mergedFrom = 0;
            } else {
                at++;
                column++;
            }
        }
        return Optional.of(sheet);
    }

    /** A note is a line as a whole, whatever is in it. */
    private void note() {
        Place start = here();
        int from = at;
        at = endOfLine();
        sheet.add(new Cell(row, 1, PlacedText.copied(text.substring(from, at), start)));
    }

    private int endOfLine() {
        int end = at;
        while (end < text.length() && !isLineEnd(end)) {
            end++;
        }
        return end;
    }

    private boolean isLineEnd(int character) {
        return text.charAt(character) == '\n' || text.charAt(character) == '\r';
    }

    private void nextLine() {
        line++;
        lineStart = at;
    }

    private Place here() {
        return new Place(path, line, text.codePointCount(lineStart, at) + 1);
    }

    /** Reads up to the next separator or line end. */
    private boolean cell() {
        PlacedText.Builder content = new PlacedText.Builder();
        Place start = here();
        boolean quoted = false;
        while (at < text.length()) {
            char character = text.charAt(at);
            if (character == '"' && quoted && text.startsWith("\"\"", at)) {
                content.made("\"", here());
                at += 2;
            } else if (character == '"') {
                quoted = !quoted;
                at++;
            } else if (quoted && isLineEnd(at)) {
                content.made("\n", here());
                at += text.startsWith("\r\n", at) ? 2 : 1;
                nextLine();
            } else if (!quoted && (character == separator || isLineEnd(at))) {
                break;
            } else {
                run(content, quoted);
            }
        }
        if (quoted) {
            problems.error("invalid_csv", start, "the quote that opens here is never closed", "close it, or double it");
            return false;
        }
        return add(content.build().stripped());
    }

    /** Takes over what stands in the file as it is, as far as it goes. */
    private void run(PlacedText.Builder content, boolean quoted) {
        Place start = here();
        int from = at;
        while (at < text.length()
                && text.charAt(at) != '"'
                && !isLineEnd(at)
                && (quoted || text.charAt(at) != separator)) {
            at++;
        }
        content.copied(text.substring(from, at), start);
    }

    private boolean add(PlacedText content) {
        boolean merges = content.text().endsWith(MERGED);
        if (merges) {
            mergedFrom = mergedFrom == 0 ? column : mergedFrom;
            if (mergedFrom < column) {
                sheet.add(new Sheet.Merged(row, mergedFrom, row, column));
            }
        } else {
            mergedFrom = 0;
        }
        PlacedText kept = merges
                ? content.part(0, content.text().length() - MERGED.length()).stripped()
                : content;
        if (!kept.isEmpty() && !(merges && mergedFrom < column)) {
            sheet.add(new Cell(row, column, kept));
        }
        if (kept.text().length() > Sheet.LONGEST_CELL) {
            problems.error(
                    "table_too_large",
                    kept.place(0),
                    "the cell has more than " + Sheet.LONGEST_CELL + " characters",
                    "a quote may be missing; else write less into it");
            return false;
        }
        if (sheet.size() > Sheet.MOST_CELLS || (!kept.isEmpty() && column > Sheet.MOST_COLUMNS)) {
            problems.error(
                    "table_too_large",
                    Place.of(path),
                    "the table has more than " + Sheet.MOST_CELLS + " cells, or " + Sheet.MOST_COLUMNS + " columns",
                    "make two of it");
            return false;
        }
        return true;
    }
}
