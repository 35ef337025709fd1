package dev.opportune.authoring.rules;

import dev.opportune.authoring.Place;

/** Rules in the engine's own language, and where the author wrote each part of them. */
interface Source {
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
}
