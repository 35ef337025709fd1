package dev.opportune.authoring.sentences;

import java.util.List;

/** Where in a rule a sentence may stand. */
enum Section {
    WHEN,
    THEN;

    /** That of a line, counted from 1, by the last word above it that begins one. */
    static Section at(List<String> lines, int line) {
        for (int i = line - 2; i >= 0; i--) {
            for (Section section : values()) {
                if (lines.get(i).strip().matches(section.word() + "\\b.*")) {
                    return section;
                }
            }
        }
        return WHEN;
    }

    String word() {
        return this == WHEN ? "when" : "then";
    }

    Section other() {
        return this == WHEN ? THEN : WHEN;
    }
}
