package dev.opportune.authoring;

import java.util.Comparator;

/**
 * Where in a file.
 *
 * @param file its path with '/', as people know it
 * @param line from 1; 0 for the file as a whole
 * @param column from 1, in characters; 0 for the line as a whole
 */
public record Place(String file, int line, int column) implements Comparable<Place> {
    private static final Comparator<Place> ORDER =
            Comparator.comparing(Place::file).thenComparingInt(Place::line).thenComparingInt(Place::column);

    /** A file as a whole. */
    public static Place of(String file) {
        return new Place(file, 0, 0);
    }

    /** A line as a whole. */
    public static Place of(String file, int line) {
        return new Place(file, Math.max(line, 0), 0);
    }

    @Override
    public int compareTo(Place other) {
        return ORDER.compare(this, other);
    }

    /** As compilers and editors write it: {@code file:line:column}, less what is not known. */
    @Override
    public String toString() {
        return file + (line == 0 ? "" : ":" + line + (column == 0 ? "" : ":" + column));
    }
}
