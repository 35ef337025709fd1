package dev.opportune.authoring.tables;

import dev.opportune.authoring.Place;
import dev.opportune.authoring.PlacedText;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The code above a column, with holes for what stands in a cell below: {@code $param} for all of it; {@code $1}, {@code $2}
 * for its parts between commas; {@code forall(||){flow == "$"}} once for each part, with {@code ||} in between.
 */
final class Snippet {
    /** What a cell cannot be filled in for. The message is for people, and says what to write. */
    static final class Misfit extends Exception {
        private static final long serialVersionUID = 1;

        Misfit(String message) {
            super(message);
        }
    }

    private static final Pattern EACH = Pattern.compile("forall\\(([^{}()]{0,10})\\)\\{([^{}]+)}");
    private static final Pattern HOLE = Pattern.compile("\\$(param\\b|[1-9]\\d?)");
    private static final Pattern ONE = Pattern.compile("\\$(?![\\w$])");
    private static final Set<String> YES = Set.of("x", "y", "yes", "true");

    private final PlacedText code;

    Snippet(PlacedText code) {
        this.code = code;
    }

    /** Whether what stands in a cell has a place in the code. */
    boolean takesValue() {
        return EACH.matcher(code.text()).find() || HOLE.matcher(code.text()).find();
    }

    PlacedText filledWith(PlacedText value) throws Misfit {
        Matcher each = EACH.matcher(code.text());
        if (each.find()) {
            return forEach(each, value);
        }
        if (HOLE.matcher(code.text()).find()) {
            return filled(value);
        }
        if (!YES.contains(value.text().toLowerCase(Locale.ROOT))) {
            throw new Misfit("the code above takes no value; write x here where it is to apply, else leave it empty");
        }
        return code;
    }

    private PlacedText forEach(Matcher each, PlacedText value) throws Misfit {
        PlacedText.Builder filled = new PlacedText.Builder().add(code, 0, each.start());
        List<PlacedText> parts = parts(value);
        for (int i = 0; i < parts.size(); i++) {
            if (i > 0) {
                filled.made(" ", code.place(each.start(1)))
                        .add(code, each.start(1), each.end(1))
                        .made(" ", code.place(each.start(1)));
            }
            int from = each.start(2);
            Matcher hole = ONE.matcher(each.group(2));
            while (hole.find()) {
                filled.add(code, from, each.start(2) + hole.start());
                fill(filled, parts.get(i), each.start(2) + hole.start());
                from = each.start(2) + hole.end();
            }
            filled.add(code, from, each.end(2));
        }
        return filled.add(code, each.end(), code.text().length()).build();
    }

    private PlacedText filled(PlacedText value) throws Misfit {
        List<PlacedText> parts = parts(value);
        PlacedText.Builder filled = new PlacedText.Builder();
        Matcher hole = HOLE.matcher(code.text());
        int from = 0;
        int most = 0;
        while (hole.find()) {
            filled.add(code, from, hole.start());
            from = hole.end();
            if (hole.group(1).equals("param")) {
                most = parts.size();
                fill(filled, value, hole.start());
                continue;
            }
            int number = Integer.parseInt(hole.group(1));
            most = Math.max(most, number);
            if (number > parts.size()) {
                throw new Misfit("the code above asks for value number " + number + ", here are " + parts.size()
                        + "; part them by commas");
            }
            fill(filled, parts.get(number - 1), hole.start());
        }
        if (parts.size() > most) {
            throw new Misfit("here are " + parts.size() + " values, the code above has a place for " + most
                    + "; leave the others out");
        }
        return filled.add(code, from, code.text().length()).build();
    }

    /** Puts a value into the code, such that one in quotes stays a text whatever is in it. */
    private void fill(PlacedText.Builder filled, PlacedText value, int hole) throws Misfit {
        boolean quoted = isInQuotes(hole);
        PlacedText bare = quoted ? unquoted(value) : value;
        for (int i = 0; i < bare.text().length(); i++) {
            char character = bare.text().charAt(i);
            Place place = bare.place(i);
            if (character == '\n') {
                throw new Misfit("the value has several lines; write it in one");
            } else if (quoted && (character == '"' || character == '\\')) {
                filled.made("\\" + character, place);
            } else {
                filled.add(bare, i, i + 1);
            }
        }
    }

    private boolean isInQuotes(int hole) {
        boolean quoted = false;
        for (int i = 0; i < hole; i++) {
            if (code.text().charAt(i) == '\\') {
                i++;
            } else {
                quoted ^= code.text().charAt(i) == '"';
            }
        }
        return quoted;
    }

    private static PlacedText unquoted(PlacedText value) {
        String text = value.text();
        boolean whole = text.length() > 1 && text.startsWith("\"") && text.indexOf('"', 1) == text.length() - 1;
        return whole ? value.part(1, text.length() - 1) : value;
    }

    /** What is between commas, other than those in quotes. */
    static List<PlacedText> parts(PlacedText value) {
        List<PlacedText> parts = new ArrayList<>();
        boolean quoted = false;
        int from = 0;
        for (int i = 0; i <= value.text().length(); i++) {
            boolean end = i == value.text().length();
            if (!end) {
                quoted ^= value.text().charAt(i) == '"';
            }
            if (end || (!quoted && value.text().charAt(i) == ',')) {
                parts.add(value.part(from, i).stripped());
                from = i + 1;
            }
        }
        return parts;
    }
}
