package dev.opportune.authoring.drl;

import dev.opportune.authoring.Place;
import dev.opportune.authoring.PlacedText;

/** Rules in the engine's own language, and where the author wrote each part of them. */
public interface Source {
    /** The author's file, inside the rules folder. */
    String path();

    /** What is parsed and compiled. */
    String text();

    /** Where a character of the text was written. */
    Place place(int character);

    /** Where a line of the text was written, counted from 1; the file as a whole for 0. */
    Place line(int line);

    /** Where the character of a line was written that many characters after its start. The text may have ended before. */
    Place place(int line, int characters);

    /** What a file means that is written otherwise. */
    static Source expanded(String path, PlacedText rules) {
        return new Expanded(path, rules);
    }

    /** The text of a file that is in the engine's language already. */
    static Source written(String path, String text) {
        return new Written(path, text);
    }

    /** What stands in the file as it is. */
    record Written(String path, String text) implements Source {
        @Override
        public Place place(int character) {
            int end = Math.min(Math.max(character, 0), text.length());
            int lineStart = text.lastIndexOf('\n', end - 1) + 1;
            int line = (int) text.substring(0, end)
                            .chars()
                            .filter(one -> one == '\n')
                            .count()
                    + 1;
            return new Place(path, line, text.codePointCount(lineStart, end) + 1);
        }

        @Override
        public Place place(int line, int characters) {
            return new Place(path, line, characters + 1);
        }

        @Override
        public Place line(int line) {
            return Place.of(path, line);
        }
    }

    /** What the engine reads instead of what stands in the file. */
    record Expanded(String path, PlacedText rules) implements Source {
        @Override
        public String text() {
            return rules.text();
        }

        @Override
        public Place place(int character) {
            if (rules.isEmpty()) {
                return Place.of(path);
            }
            // A text begins with its quote, but what people wrote may be what stands behind that.
            boolean quote = character >= 0 && character < text().length() && text().charAt(character) == '"';
            return rules.place(quote ? character + 1 : character);
        }

        @Override
        public Place line(int line) {
            return line <= 0 ? Place.of(path) : place(start(line, true));
        }

        @Override
        public Place place(int line, int characters) {
            return place(start(line, false) + characters);
        }

        /** Where a line starts, or the first word in it. */
        private int start(int line, boolean word) {
            int start = 0;
            for (int i = 1; i < line && start >= 0; i++) {
                start = text().indexOf('\n', start) + 1;
            }
            while (word && start < text().length() && Character.isWhitespace(text().charAt(start))) {
                start++;
            }
            return start;
        }
    }
}
