package dev.opportune.authoring.tables;

import dev.opportune.authoring.Place;
import dev.opportune.authoring.Problems;
import dev.opportune.authoring.Suggestion;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Reads what stands above the rows of a table: what each column is, what its code is about, and the code. */
final class Columns {
    /** How many rows there are between the one with "RuleTable" and the first one with values. */
    static final int HEADING = 4;

    private static final int SUBJECT = 2;
    private static final int CODE = 3;

    private static final Pattern FACT =
            Pattern.compile("((not|exists)\\s+)?(\\$?\\w+\\s*:\\s*)?[\\w.]+(\\s*\\(\\s*\\))?");
    private static final Pattern CALLED = Pattern.compile("\\$?\\w+");
    private static final Pattern TYPOGRAPHIC = Pattern.compile("[\u201c\u201d\u201e\u2018\u2019\u00ab\u00bb]");
    /** Kinds of which there may be several. */
    private static final Set<Kind> SEVERAL = EnumSet.of(Kind.CONDITION, Kind.ACTION, Kind.DESCRIPTION);

    private final Sheet sheet;
    private final Cell corner;
    private final Map<String, String> instead;
    private final Problems problems;
    private final List<Column> columns = new ArrayList<>();

    /**
     * @param corner the cell with "RuleTable", in the first column of the table
     * @param instead what to write instead of a column that is not allowed, by its name in small letters
     * @param problems of this table only, and none so far
     */
    Columns(Sheet sheet, Cell corner, Map<String, String> instead, Problems problems) {
        this.sheet = sheet;
        this.corner = corner;
        this.instead = instead;
        this.problems = problems;
    }

    /** From left to right; those that something is wrong with are left out, with a problem each. */
    List<Column> read() {
        for (Cell heading : sheet.row(corner.row() + 1)) {
            if (heading.column() >= corner.column()) {
                kind(heading).flatMap(kind -> column(heading, kind)).ifPresent(columns::add);
            }
        }
        if (columns.isEmpty() && problems.isEmpty()) {
            problems.error(
                    "invalid_table",
                    corner.place(),
                    "the row below has no columns",
                    "write NAME, CONDITION and ACTION there, one over each column");
        } else if (problems.isEmpty()) {
            require(Kind.NAME, "decisions name their rule, so each row needs a name that stays");
            require(Kind.ACTION, "its rows would do nothing");
        }
        return columns;
    }

    private void require(Kind kind, String why) {
        if (columns.stream().noneMatch(column -> column.kind() == kind)) {
            problems.error(
                    "invalid_table",
                    corner.place(),
                    "the table has no " + kind.word() + " column: " + why,
                    "add a column with " + kind.word() + " at its top");
        }
    }

    private Optional<Kind> kind(Cell heading) {
        String written = heading.written();
        Optional<Kind> kind = Kind.of(written);
        String hint = instead.get(written.toLowerCase(Locale.ROOT));
        if (kind.isEmpty()) {
            problems.error(
                    hint == null ? "unknown_column" : "not_allowed",
                    heading.place(),
                    hint == null
                            ? "there is no column \"" + written + "\""
                            : "a column " + written.toUpperCase(Locale.ROOT) + " is not allowed",
                    hint == null ? Suggestion.hint(written.toUpperCase(Locale.ROOT), Kind.words()) : hint);
        } else if (!SEVERAL.contains(kind.get()) && columns.stream().anyMatch(column -> column.kind() == kind.get())) {
            problems.error(
                    "invalid_table",
                    heading.place(),
                    "there is already a column " + kind.get().word(),
                    "a rule has one only; leave one of them out");
            return Optional.empty();
        }
        return kind;
    }

    private Optional<Column> column(Cell heading, Kind kind) {
        int number = heading.column();
        Optional<Cell> subject = sheet.cell(corner.row() + SUBJECT, number);
        Optional<Cell> code = sheet.cell(corner.row() + CODE, number);
        int group = subject.isEmpty() ? number : sheet.start(corner.row() + SUBJECT, number);
        Column column = new Column(number, kind, group, subject, code);
        if (!kind.hasCode()) {
            return attribute(column);
        }
        if (code.isEmpty()) {
            problems.error(
                    "invalid_table",
                    heading.place(),
                    "the column has no code",
                    "two rows below " + heading.name() + " write it: " + example(kind));
            return Optional.empty();
        }
        return isSound(column) ? Optional.of(column) : Optional.empty();
    }

    private Optional<Column> attribute(Column column) {
        Optional<Cell> stray = column.subject().or(column::code);
        stray.ifPresent(cell -> problems.error(
                "invalid_table",
                cell.place(),
                "a column " + column.kind().word() + " has no code",
                "leave this cell empty; what is below the fourth row is the value itself"));
        return stray.isPresent() ? Optional.empty() : Optional.of(column);
    }

    private boolean isSound(Column column) {
        Place code = column.code().orElseThrow().place();
        if (TYPOGRAPHIC.matcher(column.codeText().text()).find()) {
            problems.error("typographic_quotes", code, "these quotes are for people only", "write straight ones: \"");
            return false;
        }
        Cell subject = column.subject().orElse(null);
        if (subject == null) {
            return true;
        }
        Pattern wanted = column.kind() == Kind.CONDITION ? FACT : CALLED;
        if (!wanted.matcher(subject.written()).matches()) {
            problems.error(
                    "invalid_table",
                    subject.place(),
                    column.kind() == Kind.CONDITION
                            ? "here stands the fact that the code below has constraints of"
                            : "here stands what the code below is called on",
                    column.kind() == Kind.CONDITION
                            ? "write it as $c : Candidate, with its constraints in the row below; for anything longer"
                                    + " leave this cell empty and write the whole pattern below"
                            : "write decide, or leave this cell empty");
            return false;
        }
        if (column.kind() == Kind.CONDITION && !column.onlyApplies() && !new Snippet(column.codeText()).takesValue()) {
            problems.error(
                    "invalid_table",
                    code,
                    "the code has no place for the value of a cell",
                    "write " + example(Kind.CONDITION) + "; or with a ? at its end, if cells only say that it applies");
            return false;
        }
        return true;
    }

    private static String example(Kind kind) {
        return kind == Kind.CONDITION ? "flow == \"$param\"" : "decide.veto($c, \"$param\");";
    }
}
