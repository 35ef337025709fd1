package dev.opportune.authoring.tables;

import dev.opportune.authoring.Place;
import dev.opportune.authoring.PlacedText;

/**
 * A cell of a table that something stands in.
 *
 * @param row from 1, as spreadsheets count
 * @param column from 1
 * @param text without the white space around it, not empty
 */
record Cell(int row, int column, PlacedText text) {
    private static final int LETTERS = 26;

    /** As spreadsheets call it: {@code C7}. */
    String name() {
        return column(column) + row;
    }

    /** The letters of a column, from 1. */
    static String column(int number) {
        StringBuilder letters = new StringBuilder();
        for (int left = number; left > 0; left = (left - 1) / LETTERS) {
            letters.insert(0, (char) ('A' + (left - 1) % LETTERS));
        }
        return letters.toString();
    }

    Place place() {
        return text.place(0);
    }

    /** What stands in it. */
    String written() {
        return text.text();
    }
}
