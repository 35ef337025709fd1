package dev.opportune.authoring.tables;

import dev.opportune.authoring.PlacedText;
import java.util.Optional;

/**
 * A column of a table.
 *
 * @param number from 1
 * @param group the column in which the cell begins that says what the code is about; its own if that is for it alone
 * @param subject what the code is about: a fact whose constraints it has, or a variable whose method it calls
 * @param code empty for attributes
 */
record Column(int number, Kind kind, int group, Optional<Cell> subject, Optional<Cell> code) {
    private static final String APPLIES = "?";

    /** Whether a cell says only that a constraint applies, with nothing to put into it. */
    boolean onlyApplies() {
        return kind == Kind.CONDITION
                && subject.isPresent()
                && code.orElseThrow().written().endsWith(APPLIES);
    }

    /** The code, for a column that has one. */
    PlacedText codeText() {
        PlacedText all = code.orElseThrow().text();
        return onlyApplies() ? all.part(0, all.text().length() - APPLIES.length()) : all;
    }
}
