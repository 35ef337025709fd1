package dev.opportune.authoring.tables;

import dev.opportune.authoring.Place;
import dev.opportune.authoring.PlacedText;
import dev.opportune.authoring.Problems;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Writes a row of a table as a rule. */
final class RowWriter {
    private static final Pattern WHOLE_NUMBER = Pattern.compile("-?\\d{1,6}");

    private final Sheet sheet;
    private final List<Column> columns;
    private final PlacedText.Builder rules;
    private final Problems problems;
    /** Whether something is wrong with the row that is being written. */
    private boolean broken;

    RowWriter(Sheet sheet, List<Column> columns, PlacedText.Builder rules, Problems problems) {
        this.sheet = sheet;
        this.columns = columns;
        this.rules = rules;
        this.problems = problems;
    }

    /** @param first the first cell of the row, for what is wrong with it as a whole */
    void write(Cell first) {
        broken = false;
        int row = first.row();
        Cell name = columns.stream()
                .filter(column -> column.kind() == Kind.NAME)
                .findFirst()
                .flatMap(column -> sheet.cell(row, column.number()))
                .orElse(null);
        if (name == null) {
            error("unnamed_row", first, "the row has no name", "name it: decisions say which rule it was");
            return;
        }
        if (name.written().chars().anyMatch(character -> "\"\\\n".indexOf(character) >= 0)) {
            error("invalid_cell", name, "a name has no quotes, backslashes or line ends", "leave them out");
            return;
        }
        rules.made("rule \"", name.place()).add(name.text()).made("\"\n", name.place());
        columns.forEach(column -> sheet.cell(row, column.number()).ifPresent(cell -> attribute(column.kind(), cell)));
        rules.made("when\n", name.place());
        boolean conditions = conditions(row);
        rules.made("then\n", name.place());
        boolean actions = actions(row);
        rules.made("end\n\n", name.place());
        needed(conditions, name, "has no condition: it would be true for everyone, always");
        needed(actions, name, "has no action: it would do nothing");
    }

    private void needed(boolean there, Cell name, String what) {
        if (!there && !broken) {
            error("empty_row", name, "the row " + what, "fill in a cell of it, or take the row out");
        }
    }

    private void attribute(Kind kind, Cell cell) {
        switch (kind) {
            case PRIORITY ->
                attribute(
                        "salience", cell, WHOLE_NUMBER.matcher(cell.written()).matches(), "a whole number such as 10");
            case ENABLED -> {
                String lower = cell.written().toLowerCase(Locale.ROOT);
                if (require(Set.of("true", "false").contains(lower), cell, "true or false")) {
                    rules.made("    enabled " + lower + "\n", cell.place());
                }
            }
            case DATE_EFFECTIVE, DATE_EXPIRES -> {
                if (require(cell.written().indexOf('"') < 0, cell, "a day such as 24-Dec-2026, without quotes")) {
                    rules.made("    " + kind.word().toLowerCase(Locale.ROOT) + " \"", cell.place())
                            .add(cell.text())
                            .made("\"\n", cell.place());
                }
            }
            case NAME, DESCRIPTION, CONDITION, ACTION -> {
                // Not an attribute.
            }
        }
    }

    private void attribute(String name, Cell cell, boolean valid, String wanted) {
        if (require(valid, cell, wanted)) {
            rules.made("    " + name + " ", cell.place()).add(cell.text()).made("\n", cell.place());
        }
    }

    private boolean require(boolean valid, Cell cell, String wanted) {
        if (!valid) {
            error("invalid_cell", cell, "\"" + cell.written() + "\" does not fit here", "write " + wanted);
        }
        return valid;
    }

    private boolean conditions(int row) {
        boolean any = false;
        Map<Integer, List<PlacedText>> constraints = new LinkedHashMap<>();
        Map<Integer, Cell> subjects = new LinkedHashMap<>();
        for (Column column : columns) {
            PlacedText filled = filled(column, Kind.CONDITION, row).orElse(null);
            if (filled == null) {
                continue;
            }
            any = true;
            // What has no subject is a pattern of its own, in a group of its own.
            constraints
                    .computeIfAbsent(column.group(), group -> new ArrayList<>())
                    .add(filled);
            column.subject().ifPresent(subject -> subjects.put(column.group(), subject));
        }
        constraints.forEach((group, texts) -> pattern(subjects.get(group), texts));
        return any;
    }

    private void pattern(@Nullable Cell subject, List<PlacedText> constraints) {
        Place place = constraints.get(0).place(0);
        rules.made("    ", place);
        if (subject == null) {
            rules.add(constraints.get(0)).made("\n", place);
            return;
        }
        rules.add(subject.text(), 0, withoutBrackets(subject.written()).length())
                .made("( ", subject.place());
        for (int i = 0; i < constraints.size(); i++) {
            rules.made(i == 0 ? "" : ", ", place).add(constraints.get(i));
        }
        rules.made(" )\n", subject.place());
    }

    private static String withoutBrackets(String fact) {
        String open = fact.endsWith(")") ? fact.substring(0, fact.length() - 1).stripTrailing() : fact;
        return open.endsWith("(") ? open.substring(0, open.length() - 1).stripTrailing() : fact;
    }

    private boolean actions(int row) {
        boolean any = false;
        for (Column column : columns) {
            PlacedText filled = filled(column, Kind.ACTION, row).orElse(null);
            if (filled == null) {
                continue;
            }
            any = true;
            Place place = filled.place(0);
            rules.made("    ", place);
            column.subject().ifPresent(subject -> rules.add(subject.text()).made(".", place));
            boolean open = column.subject().isPresent() && !filled.text().endsWith(";");
            rules.add(filled).made(open ? ";\n" : "\n", place);
        }
        return any;
    }

    private Optional<PlacedText> filled(Column column, Kind kind, int row) {
        Cell cell = sheet.cell(row, column.number()).orElse(null);
        if (column.kind() != kind || cell == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(new Snippet(column.codeText()).filledWith(cell.text()));
        } catch (Snippet.Misfit misfit) {
            error("invalid_cell", cell, String.valueOf(misfit.getMessage()), "");
            return Optional.empty();
        }
    }

    private void error(String code, Cell cell, String message, String hint) {
        broken = true;
        problems.error(code, cell.place(), message, hint);
    }
}
