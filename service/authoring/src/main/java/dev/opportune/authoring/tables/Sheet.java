package dev.opportune.authoring.tables;

import dev.opportune.authoring.Place;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The cells of a table in which something stands, by row and column. */
final class Sheet {
    /** How many cells there may be, in all. */
    static final int MOST_CELLS = 100_000;

    /** How long one may be, in characters. */
    static final int LONGEST_CELL = 10_000;

    /** How many columns. */
    static final int MOST_COLUMNS = 256;

    /** Cells that are one, from the first row and column to the last. */
    record Merged(int row, int column, int lastRow, int lastColumn) {
        boolean has(int someRow, int someColumn) {
            return row <= someRow && someRow <= lastRow && column <= someColumn && someColumn <= lastColumn;
        }
    }

    private final SortedMap<Integer, SortedMap<Integer, Cell>> rows = new TreeMap<>();
    private final NavigableMap<Place, Cell> byPlace = new TreeMap<>();
    private final List<Merged> merged = new ArrayList<>();
    private int size;

    void add(Cell cell) {
        rows.computeIfAbsent(cell.row(), row -> new TreeMap<>()).put(cell.column(), cell);
        byPlace.put(cell.place(), cell);
        size++;
    }

    void add(Merged cells) {
        merged.add(cells);
    }

    int size() {
        return size;
    }

    boolean isEmpty() {
        return rows.isEmpty();
    }

    int lastRow() {
        return rows.isEmpty() ? 0 : rows.lastKey();
    }

    /** What was written into a row, without what merged cells have from elsewhere. */
    List<Cell> row(int row) {
        SortedMap<Integer, Cell> cells = rows.get(row);
        return cells == null ? List.of() : List.copyOf(cells.values());
    }

    /** What stands in a cell; in each of those that are merged the same. */
    Optional<Cell> cell(int row, int column) {
        Cell own = own(row, column);
        if (own != null) {
            return Optional.of(own);
        }
        return mergedAt(row, column).flatMap(cells -> Optional.ofNullable(own(cells.row(), cells.column())));
    }

    private @Nullable Cell own(int row, int column) {
        SortedMap<Integer, Cell> cells = rows.get(row);
        return cells == null ? null : cells.get(column);
    }

    /** The column in which the cell begins that covers this place. */
    int start(int row, int column) {
        return mergedAt(row, column).map(Merged::column).orElse(column);
    }

    private Optional<Merged> mergedAt(int row, int column) {
        return merged.stream().filter(cells -> cells.has(row, column)).findFirst();
    }

    /** The cell that a place in the file is in. */
    Optional<Cell> at(Place place) {
        return place.column() == 0
                ? Optional.empty()
                : Optional.ofNullable(byPlace.floorEntry(place)).map(Map.Entry::getValue);
    }
}
