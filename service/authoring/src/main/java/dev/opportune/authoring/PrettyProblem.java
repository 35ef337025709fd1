package dev.opportune.authoring;

import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/** Problems as people read them: the place, what is wrong, the line with a mark under it, and what to do next. */
public final class PrettyProblem {
    private static final int WIDEST_LINE = 200;

    private final Function<String, Optional<String>> texts;

    /** @param texts the text of a file by its path, where it can be read */
    public PrettyProblem(Function<String, Optional<String>> texts) {
        this.texts = texts;
    }

    /** Several lines, the last one ended. */
    public String render(Problem problem) {
        StringBuilder out = new StringBuilder()
                .append(problem.place())
                .append(": ")
                .append(problem.severity().name().toLowerCase(Locale.ROOT))
                .append(" [")
                .append(problem.code())
                .append("] ")
                .append(problem.message())
                .append('\n');
        if (problem.rule() != null) {
            out.append("  in rule \"").append(problem.rule()).append("\"\n");
        }
        line(problem.place()).ifPresent(line -> excerpt(out, problem.place(), line));
        if (!problem.hint().isEmpty()) {
            out.append("  → ").append(problem.hint()).append('\n');
        }
        return out.toString();
    }

    private Optional<String> line(Place place) {
        if (place.line() == 0) {
            return Optional.empty();
        }
        return texts.apply(place.file())
                .flatMap(text -> text.lines().skip(place.line() - 1L).findFirst());
    }

    private static void excerpt(StringBuilder out, Place place, String line) {
        String number = Integer.toString(place.line());
        // Of a long line, the part that it is about.
        int from = place.column() > WIDEST_LINE ? place.column() - WIDEST_LINE / 2 : 0;
        int to = Math.min(line.length(), from + WIDEST_LINE);
        int skipped = Math.min(from, line.length());
        String shown = (from > 0 ? "…" : "")
                + line.substring(skipped, Math.max(skipped, to))
                + (to < line.length() ? "…" : "");
        int column = place.column() - from + (from > 0 ? 1 : 0);
        // A tab would put the mark in the wrong column.
        out.append("  ")
                .append(number)
                .append(" | ")
                .append(shown.replace('\t', ' '))
                .append('\n');
        if (place.column() > 0 && column <= shown.length() + 1) {
            out.append("  ")
                    .append(" ".repeat(number.length()))
                    .append(" | ")
                    .append(" ".repeat(column - 1))
                    .append("^\n");
        }
    }
}
