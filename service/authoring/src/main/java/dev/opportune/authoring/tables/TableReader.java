package dev.opportune.authoring.tables;

import dev.opportune.authoring.Place;
import dev.opportune.authoring.PlacedText;
import dev.opportune.authoring.Problems;
import dev.opportune.authoring.Suggestion;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Reads a sheet: what is true for all of it at its top, then its tables, with an empty row after each. */
final class TableReader {
    /** The most that a table may be written out to, in characters. */
    static final int LARGEST = 1 << 20;

    private static final String TABLE = "ruletable";
    private static final String NOTE = "#";
    private static final List<String> KNOWN = List.of("RuleSet", "Import", "Variables", "RuleTable");
    private static final String FLAG = "leave it out: a rule cannot start itself, and rows have no order";
    private static final String SETTING = "leave it out: what stands in a cell is taken as it is";
    private static final Map<String, String> INSTEAD = Map.ofEntries(
            Map.entry("functions", "write the condition into the code of a column"),
            Map.entry("queries", "write the patterns into the code of a column"),
            Map.entry("declare", "use the facts there are"),
            Map.entry("unit", "leave it out"),
            Map.entry("sequential", FLAG),
            Map.entry("sequentialminpriority", FLAG),
            Map.entry("sequentialmaxpriority", FLAG),
            Map.entry("escapequotes", SETTING),
            Map.entry("numericdisabled", SETTING),
            Map.entry("ignorenumericformat", SETTING),
            Map.entry("priority", "write it into a column PRIORITY of the table"),
            Map.entry("enabled", "write it into a column ENABLED of the table"),
            Map.entry("date-effective", "write it into a column DATE-EFFECTIVE of the table"),
            Map.entry("date-expires", "write it into a column DATE-EXPIRES of the table"));

    private final String path;
    private final Sheet sheet;
    private final String defaultPackage;
    private final Map<String, String> instead;
    private final Problems problems;
    private final PlacedText.Builder rules = new PlacedText.Builder();
    private final List<Cell> packages = new ArrayList<>();
    private final List<Cell> imports = new ArrayList<>();
    private final List<Cell> globals = new ArrayList<>();

    /**
     * @param defaultPackage of rules whose author names none
     * @param instead what to write instead of attributes that are not allowed, by their names
     * @param problems of this sheet only, and none so far
     */
    TableReader(String path, Sheet sheet, String defaultPackage, Map<String, String> instead, Problems problems) {
        this.path = path;
        this.sheet = sheet;
        this.defaultPackage = defaultPackage;
        this.instead = instead;
        this.problems = problems;
    }

    /** Empty if there is nothing to be read; then there is a problem. */
    Optional<PlacedText> read() {
        boolean afterTable = false;
        int row = 1;
        while (row <= sheet.lastRow()) {
            Cell corner = corner(row).orElse(null);
            if (corner != null) {
                if (!afterTable) {
                    top(corner.place());
                }
                afterTable = true;
                row = table(corner);
                continue;
            }
            if (isWritten(row) && afterTable) {
                Cell stray = sheet.row(row).get(0);
                problems.error(
                        "stray_row",
                        stray.place(),
                        "the row belongs to no table: one ends with its first empty row",
                        "take the empty row above it out; notes begin with #");
                return Optional.empty();
            } else if (isWritten(row)) {
                property(sheet.row(row));
            }
            row++;
        }
        if (!afterTable) {
            problems.error(
                    "no_table",
                    Place.of(path),
                    "there is no table in it",
                    "write RuleTable into the cell above the first column");
        }
        return afterTable ? Optional.of(rules.build()) : Optional.empty();
    }

    private boolean isWritten(int row) {
        List<Cell> cells = sheet.row(row);
        return !cells.isEmpty() && !cells.get(0).written().startsWith(NOTE);
    }

    private Optional<Cell> corner(int row) {
        if (!isWritten(row)) {
            return Optional.empty();
        }
        List<Cell> corners =
                sheet.row(row).stream().filter(TableReader::isCorner).toList();
        corners.stream()
                .skip(1)
                .forEach(second -> problems.error(
                        "invalid_table",
                        second.place(),
                        "there is a table to the left already",
                        "write this one below"));
        return corners.stream().findFirst();
    }

    private static boolean isCorner(Cell cell) {
        String word = cell.written().toLowerCase(Locale.ROOT);
        return word.equals(TABLE) || word.startsWith(TABLE + " ");
    }

    /** @return the row after the table */
    private int table(Cell corner) {
        Problems headings = new Problems();
        List<Column> columns = new Columns(sheet, corner, instead, headings).read();
        problems.addAll(headings.all());
        RowWriter writer = new RowWriter(sheet, columns, rules, problems);
        int row = corner.row() + Columns.HEADING + 1;
        while (row <= sheet.lastRow()
                && !sheet.row(row).isEmpty()
                && corner(row).isEmpty()) {
            Optional<Cell> first = sheet.row(row).stream()
                    .filter(cell -> cell.column() >= corner.column())
                    .findFirst();
            if (isWritten(row) && headings.isEmpty()) {
                first.ifPresent(writer::write);
            }
            if (rules.length() > LARGEST) {
                problems.error(
                        "table_too_large",
                        corner.place(),
                        "written out, the table has more than " + LARGEST + " characters",
                        "make two files of it");
                return sheet.lastRow() + 1;
            }
            row++;
        }
        return row;
    }

    private void property(List<Cell> cells) {
        Cell key = cells.get(0);
        String word = key.written().toLowerCase(Locale.ROOT);
        List<Cell> values = cells.subList(1, cells.size());
        switch (word) {
            case "ruleset" -> packages.addAll(values);
            case "import" -> imports.addAll(values);
            case "variables" -> globals.addAll(values);
            default -> {
                String hint = INSTEAD.getOrDefault(word, instead.get(word));
                problems.error(
                        hint == null ? "unknown_keyword" : "not_allowed",
                        key.place(),
                        hint == null
                                ? "\"" + key.written() + "\" is no keyword of a table"
                                : key.written() + " is not allowed",
                        hint == null ? Suggestion.hint(key.written(), KNOWN) + " (notes begin with #)" : hint);
                return;
            }
        }
        if (values.isEmpty()) {
            problems.error("missing_value", key.place(), "nothing stands beside " + key.written(), "write it there");
        }
    }

    private void top(Place corner) {
        if (packages.size() > 1) {
            problems.error("invalid_table", packages.get(1).place(), "there is a RuleSet already", "leave it out");
        }
        lines("package ", packages, PlacedText.made(defaultPackage, corner));
        lines("import ", imports, PlacedText.made("dev.opportune.facts.*", corner));
        lines("global ", globals, PlacedText.made("dev.opportune.facts.Decide decide", corner));
    }

    private void lines(String word, List<Cell> cells, PlacedText otherwise) {
        List<PlacedText> texts = cells.isEmpty()
                ? List.of(otherwise)
                : cells.stream()
                        .flatMap(cell -> Snippet.parts(cell.text()).stream())
                        .toList();
        for (PlacedText text : texts) {
            if (!text.isEmpty()) {
                rules.made(word, text.place(0)).add(text).made("\n", text.place(0));
            }
        }
    }
}
