package dev.opportune.authoring.settings;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** What becomes of what a lint finds. */
public enum LintLevel {
    /** Nobody is told. */
    OFF,
    WARNING,
    /** The rules cannot be used. */
    ERROR;

    static List<String> words() {
        return Stream.of(values()).map(LintLevel::word).toList();
    }

    static Optional<LintLevel> of(String word) {
        return Stream.of(values()).filter(level -> level.word().equals(word)).findFirst();
    }

    private String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
