package dev.opportune.authoring.tables;

import dev.opportune.authoring.PlacedText;
import dev.opportune.authoring.Problem;
import dev.opportune.authoring.Problems;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A file of decision tables, written out as rules in the engine's own language. */
public final class DecisionTable {
    /** How files of comma-separated values end. */
    public static final String CSV = ".drl.csv";

    /** How spreadsheets end. */
    public static final String XLSX = ".drl.xlsx";

    private static final int SHOWN = 40;
    private static final Pattern NO_WORD = Pattern.compile("\\W");

    private final String path;
    private final Sheet sheet;
    private final @Nullable PlacedText rules;

    private DecisionTable(String path, Sheet sheet, @Nullable PlacedText rules) {
        this.path = path;
        this.sheet = sheet;
        this.rules = rules;
    }

    /**
     * Reads a table of comma-separated values.
     *
     * @param instead what to write instead of attributes of rules that are not allowed, by their names
     */
    public static DecisionTable csv(String path, String text, Map<String, String> instead, Problems problems) {
        Problems found = new Problems();
        return read(path, CsvSheet.read(path, text, found), instead, found, problems);
    }

    /** Reads the first sheet of a spreadsheet; otherwise like {@link #csv}. */
    public static DecisionTable xlsx(String path, byte[] content, Map<String, String> instead, Problems problems) {
        Problems found = new Problems();
        return read(path, XlsxSheet.read(path, content, found), instead, found, problems);
    }

    private static DecisionTable read(
            String path, Optional<Sheet> sheet, Map<String, String> instead, Problems found, Problems problems) {
        Optional<PlacedText> rules =
                sheet.flatMap(cells -> new TableReader(path, cells, packageName(path), instead, found).read());
        problems.addAll(found.all());
        // Half a table would make the stages after this one complain of what follows from the other half.
        return new DecisionTable(path, sheet.orElseGet(Sheet::new), found.hasErrors() ? null : rules.orElse(null));
    }

    private static String packageName(String path) {
        String name = path.contains("/") ? path.substring(0, path.indexOf('/')) : path.substring(0, path.indexOf('.'));
        return "rules.table_" + NO_WORD.matcher(name).replaceAll("_");
    }

    /** All of its rules, of which each character knows its cell; empty if something is wrong with the table. */
    public Optional<PlacedText> rules() {
        return Optional.ofNullable(rules);
    }

    /** A problem in this file as it is told to people, who know a place in a table by the name of the cell. */
    public Problem told(Problem problem) {
        return sheet.at(problem.place())
                .map(cell -> "cell " + cell.name() + (path.endsWith(XLSX) ? " (" + shown(cell) + "): " : ": "))
                .map(cell -> new Problem(
                        problem.severity(),
                        problem.code(),
                        problem.place(),
                        problem.rule(),
                        cell + problem.message(),
                        problem.hint()))
                .orElse(problem);
    }

    private static String shown(Cell cell) {
        String written = cell.written().replace('\n', ' ');
        return written.length() > SHOWN ? written.substring(0, SHOWN) + "…" : written;
    }
}
