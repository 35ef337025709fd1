package dev.opportune.authoring.shipped;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Every way in which a table could be a little different: a number or a comparison in the code above a column; a number in a
 * cell, a condition left empty, one of several values left out; and without one of its rows.
 */
final class TableChanges {
    private static final int SUBJECT = 2;
    private static final int CODE = 3;
    private static final int FIRST_ROW = 5;
    private static final Map<String, String> OTHERWISE =
            Map.of(">", ">=", ">=", ">", "<", "<=", "<=", "<", "==", "!=", "!=", "==");
    private static final Pattern SIGN = Pattern.compile("[=!<>]=|[<>]");
    private static final Pattern NUMBER = Pattern.compile("(?<![\\w$])\\d+\\w*");

    /** @param start where the text begins, behind the quote if there is one */
    private record Cell(String text, int start) {
        int end() {
            return start + text.length();
        }
    }

    private final String file;
    private final String text;
    private List<Cell> facts = List.of();
    private final List<Change> found = new ArrayList<>();

    private TableChanges(String file, String text) {
        this.file = file;
        this.text = text;
    }

    /** Those of a file with one table, whose first column has the names. */
    static List<Change> of(String file, String text) {
        TableChanges changes = new TableChanges(file, text);
        changes.find();
        return changes.found;
    }

    private void find() {
        List<Integer> starts = new ArrayList<>();
        Matcher line = Pattern.compile("(?m)^.*$").matcher(text);
        while (line.find()) {
            starts.add(line.start());
        }
        int top = 0;
        while (!text.startsWith("RuleTable", starts.get(top))) {
            top++;
        }
        facts = cells(starts.get(top + SUBJECT));
        List<Cell> code = cells(starts.get(top + CODE));
        List<Cell> kinds = cells(starts.get(top + 1));
        code.forEach(this::code);
        for (int row = top + FIRST_ROW; row < starts.size(); row++) {
            List<Cell> cells = cells(starts.get(row));
            if (cells.get(0).text().isEmpty()) {
                break;
            }
            row(cells, kinds, code);
        }
    }

    private List<Cell> cells(int start) {
        int end = text.indexOf('\n', start) < 0 ? text.length() : text.indexOf('\n', start);
        List<Cell> cells = new ArrayList<>();
        boolean quoted = false;
        int from = start;
        for (int i = start; i <= end; i++) {
            quoted ^= i < end && text.charAt(i) == '"';
            if (i == end || (!quoted && text.charAt(i) == ',')) {
                int quote = from < i && text.charAt(from) == '"' ? 1 : 0;
                cells.add(new Cell(text.substring(from + quote, i - quote), from + quote));
                from = i + 1;
            }
        }
        return cells;
    }

    private void code(Cell cell) {
        Matcher sign = SIGN.matcher(cell.text());
        while (sign.find()) {
            String other = OTHERWISE.get(sign.group());
            add("above", around(cell, sign) + " -> " + other, cell.start() + sign.start(), sign.group(), other);
        }
        Matcher number = NUMBER.matcher(cell.text());
        while (number.find()) {
            for (String other : Neighbours.of(number.group())) {
                add(
                        "above",
                        around(cell, number) + " -> " + other,
                        cell.start() + number.start(),
                        number.group(),
                        other);
            }
        }
    }

    /** Enough before and behind it to tell two from each other. */
    private static String around(Cell cell, Matcher found) {
        return cell.text()
                .substring(Math.max(0, found.start() - 8), Math.min(cell.text().length(), found.end() + 8))
                .strip();
    }

    private void row(List<Cell> cells, List<Cell> kinds, List<Cell> code) {
        String name = cells.get(0).text();
        int start = cells.get(0).start();
        int end = cells.get(cells.size() - 1).end();
        found.add(Change.of(file, text, name, "without the row", start, text.indexOf('\n', end) + 1, ""));
        for (int column = 1; column < cells.size(); column++) {
            Cell cell = cells.get(column);
            if (!kinds.get(column).text().equals("CONDITION") || cell.text().isEmpty()) {
                continue;
            }
            numbers(name, cell);
            if (!isOnlyOneOf(column, cells)) {
                add(name, "without " + cell.text(), cell.start(), cell.text(), "");
            }
            if (code.get(column).text().contains("forall")) {
                parts(name, cell);
            }
        }
    }

    /** Whether the fact that is given a name above this column would be gone with the cell. */
    private boolean isOnlyOneOf(int column, List<Cell> cells) {
        String fact = facts.get(column).text();
        if (!fact.contains(":")) {
            return false;
        }
        for (int other = 0; other < facts.size(); other++) {
            boolean same = other != column && facts.get(other).text().equals(fact);
            if (same && !cells.get(other).text().isEmpty()) {
                return false;
            }
        }
        return true;
    }

    private void numbers(String name, Cell cell) {
        Matcher number = NUMBER.matcher(cell.text());
        while (number.find()) {
            for (String other : Neighbours.of(number.group())) {
                add(
                        name,
                        cell.text() + ": " + number.group() + " -> " + other,
                        cell.start() + number.start(),
                        number.group(),
                        other);
            }
        }
    }

    private void parts(String name, Cell cell) {
        String[] parts = cell.text().split(", ");
        for (int i = 0; parts.length > 1 && i < parts.length; i++) {
            int at = cell.start() + cell.text().indexOf(parts[i]);
            boolean first = i == 0;
            String gone = first ? parts[i] + ", " : ", " + parts[i];
            add(name, "without " + parts[i], first ? at : at - 2, gone, "");
        }
    }

    private void add(String place, String what, int start, String gone, String with) {
        found.add(Change.of(file, text, place, what, start, start + gone.length(), with));
    }
}
