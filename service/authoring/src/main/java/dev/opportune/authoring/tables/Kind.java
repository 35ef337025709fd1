package dev.opportune.authoring.tables;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What a column of a table may be: the word at its top, or the letter that is short for it. */
enum Kind {
    NAME("N"),
    DESCRIPTION("I"),
    CONDITION("C"),
    ACTION("A"),
    PRIORITY("P"),
    ENABLED("B"),
    DATE_EFFECTIVE("V"),
    DATE_EXPIRES("Z");

    private final String letter;

    Kind(String letter) {
        this.letter = letter;
    }

    String word() {
        return name().replace('_', '-');
    }

    static Optional<Kind> of(String written) {
        String word = written.toUpperCase(Locale.ROOT);
        return Arrays.stream(values())
                .filter(kind -> kind.word().equals(word) || kind.letter.equals(word))
                .findFirst();
    }

    static List<String> words() {
        return Arrays.stream(values()).map(Kind::word).toList();
    }

    /** Whether its cells fill in code that stands above them. */
    boolean hasCode() {
        return this == CONDITION || this == ACTION;
    }
}
