package dev.opportune.authoring.sentences;

/** Where in a rule a sentence may stand. */
enum Section {
    WHEN,
    THEN;

    String word() {
        return this == WHEN ? "when" : "then";
    }

    Section other() {
        return this == WHEN ? THEN : WHEN;
    }
}
