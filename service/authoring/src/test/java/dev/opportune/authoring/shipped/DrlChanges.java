package dev.opportune.authoring.shipped;

import dev.opportune.authoring.shipped.DrlTokens.Kind;
import dev.opportune.authoring.shipped.DrlTokens.Token;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Every way in which a DRL file could be a little different: a number or a duration by one, a comparison by its neighbour,
 * true for false, and without one of its constraints, conditions or rules.
 */
final class DrlChanges {
    private static final Map<String, String> OTHERWISE = Map.of(
            ">", ">=", ">=", ">", "<", "<=", "<=", "<", "==", "!=", "!=", "==", "true", "false", "false", "true");

    private final String file;
    private final String text;
    private final List<Token> tokens;
    private final List<Change> found = new ArrayList<>();

    private DrlChanges(String file, String text) {
        this.file = file;
        this.text = text;
        this.tokens = DrlTokens.of(text);
    }

    static List<Change> of(String file, String text) {
        DrlChanges changes = new DrlChanges(file, text);
        changes.words();
        changes.rules();
        return changes.found;
    }

    private void words() {
        for (int i = 0; i < tokens.size(); i++) {
            Token token = tokens.get(i);
            boolean named = i > 0 && tokens.get(i - 1).is("rule");
            String other = token.kind() == Kind.TEXT ? null : OTHERWISE.get(token.text());
            if (other != null) {
                String left = tokens.get(i - 1).text() + " ";
                String right = " " + tokens.get(i + 1).text();
                String what = token.kind() == Kind.WORD
                        ? tokens.get(i - 2).text() + " " + left + token.text() + " -> " + other
                        : left + token.text() + right + " -> " + left + other + right;
                add(what, token.start(), token.end(), other);
            } else if (token.kind() == Kind.NUMBER || (token.kind() == Kind.TEXT && !named)) {
                literal(token, i > 1 ? around(i) : "");
            }
        }
    }

    /** The word before a window, or the sign before a number: enough to tell two in a line from each other. */
    private String around(int at) {
        int opening = at - 1;
        while (tokens.get(opening).kind() != Kind.WORD && opening > 0) {
            opening--;
        }
        return text.substring(tokens.get(opening).start(), tokens.get(at).start());
    }

    private void literal(Token token, String before) {
        String quote = token.kind() == Kind.TEXT ? token.text().substring(0, 1) : "";
        for (String neighbour : Neighbours.of(token.inside())) {
            String with = quote + neighbour + quote;
            add(before + token.text() + " -> " + with, token.start(), token.end(), with);
        }
    }

    private void rules() {
        int i = 0;
        while (i < tokens.size()) {
            if (!tokens.get(i).is("rule")) {
                i++;
                continue;
            }
            int when = next(i, "when");
            int then = next(when, "then");
            int end = next(then, "end");
            while (tokens.get(end - 1).is(".")) {
                end = next(end + 1, "end");
            }
            remove("rule " + tokens.get(i + 1).text(), i, end + 1);
            conditions(when + 1, then);
            i = end + 1;
        }
    }

    private int next(int from, String word) {
        int i = from;
        while (!tokens.get(i).is(word)) {
            i++;
        }
        return i;
    }

    private void conditions(int from, int to) {
        int start = from;
        while (start < to) {
            int end = closing(next(start, "(")) + 1;
            if (!binds(start, end)) {
                remove(written(start, end), start, end);
            }
            for (int i = start; i < end - 1; i++) {
                if (tokens.get(i + 1).is("(") && tokens.get(i).is("accumulate")) {
                    results(i + 2, closing(i + 1));
                } else if (tokens.get(i + 1).is("(")
                        && Character.isUpperCase(tokens.get(i).text().charAt(0))) {
                    constraints(i + 2, closing(i + 1));
                }
            }
            start = end;
        }
    }

    private void results(int from, int to) {
        List<Integer> parts = parts(from, to, ";");
        for (int i = 2; i < parts.size() - 1; i++) {
            remove(written(parts.get(i), parts.get(i + 1) - 1), parts.get(i) - 1, parts.get(i + 1) - 1);
        }
    }

    private void constraints(int from, int to) {
        List<Integer> parts = parts(from, to, ",");
        for (int i = 0; i < parts.size() - 1; i++) {
            int start = parts.get(i);
            int end = parts.get(i + 1) - 1;
            if (start < end && !binds(start, end)) {
                boolean first = i == 0;
                boolean last = i == parts.size() - 2;
                String what =
                        written(start, end) + " of " + tokens.get(from - 2).text();
                remove(what, first ? start : start - 1, first && !last ? end + 1 : end);
            }
        }
    }

    /** Where each part begins, and at last one beyond where the separator after the last would be. */
    private List<Integer> parts(int from, int to, String separator) {
        List<Integer> parts = new ArrayList<>(List.of(from));
        int depth = 0;
        for (int i = from; i < to; i++) {
            depth += depth(tokens.get(i));
            if (depth == 0 && tokens.get(i).is(separator)) {
                parts.add(i + 1);
            }
        }
        parts.add(to + 1);
        return parts;
    }

    private int closing(int opening) {
        int depth = 1;
        int i = opening;
        while (depth > 0) {
            depth += depth(tokens.get(++i));
        }
        return i;
    }

    private static int depth(Token token) {
        return switch (token.text()) {
            case "(", "[", "{" -> 1;
            case ")", "]", "}" -> -1;
            default -> 0;
        };
    }

    /** What gives a value a name cannot be left out: the name is used further down. */
    private boolean binds(int from, int to) {
        return tokens.subList(from, to).stream().anyMatch(token -> token.is(":"));
    }

    private String written(int from, int to) {
        return text.substring(tokens.get(from).start(), tokens.get(to - 1).end());
    }

    private void remove(String what, int from, int to) {
        add("without " + what, tokens.get(from).start(), tokens.get(to - 1).end(), "");
    }

    private void add(String what, int start, int end, String with) {
        found.add(Change.of(file, text, ruleAt(start), what, start, end, with));
    }

    private String ruleAt(int character) {
        String name = "";
        for (int i = 1; i < tokens.size() && tokens.get(i - 1).start() <= character; i++) {
            name = tokens.get(i - 1).is("rule") ? tokens.get(i).inside() : name;
        }
        return name;
    }
}
