package dev.opportune.authoring;

import java.util.ArrayList;
import java.util.List;

/**
 * A text put together from what authors wrote, in which each character knows where it comes from. Offsets are in
 * characters ({@code char}s), from 0.
 */
public final class PlacedText {
    /** Nothing, from nowhere in particular. */
    public static final PlacedText EMPTY = new PlacedText("", List.of());

    /**
     * From one offset to the next piece's.
     *
     * @param copied whether it stands in the file character by character, from {@code place} on; otherwise all of it is due
     *     to what stands at {@code place}
     */
    private record Piece(int start, Place place, boolean copied) {}

    private final String text;
    private final List<Piece> pieces;

    private PlacedText(String text, List<Piece> pieces) {
        this.text = text;
        this.pieces = pieces;
    }

    /** What stands in a file, in one line, from a place on. */
    public static PlacedText copied(String text, Place start) {
        return new Builder().copied(text, start).build();
    }

    /** What does not stand in a file as it is, but is there because of what stands at a place. */
    public static PlacedText made(String text, Place because) {
        return new Builder().made(text, because).build();
    }

    public String text() {
        return text;
    }

    public boolean isEmpty() {
        return text.isEmpty();
    }

    /**
     * Where a character was written; beyond the end, where the next one would have been.
     *
     * @throws IllegalStateException if it is made of nothing
     */
    public Place place(int character) {
        if (pieces.isEmpty()) {
            throw new IllegalStateException("nothing was written anywhere");
        }
        int at = Math.min(Math.max(character, 0), text.length());
        Piece piece = pieces.get(pieceAt(at));
        return piece.copied() ? shifted(piece.place(), piece.start(), at) : piece.place();
    }

    private int pieceAt(int character) {
        int low = 0;
        int high = pieces.size() - 1;
        while (low < high) {
            int middle = (low + high + 1) >>> 1;
            if (pieces.get(middle).start() <= character) {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        return low;
    }

    private Place shifted(Place place, int from, int to) {
        return new Place(place.file(), place.line(), place.column() + text.codePointCount(from, to));
    }

    /** A part of it. */
    public PlacedText part(int from, int to) {
        return new Builder().add(this, from, to).build();
    }

    /** Without the white space around it. */
    public PlacedText stripped() {
        int to = text.stripTrailing().length();
        return part(Math.min(text.length() - text.stripLeading().length(), to), to);
    }

    @Override
    public String toString() {
        return text;
    }

    /** Puts texts one after the other. */
    public static final class Builder {
        private final StringBuilder text = new StringBuilder();
        private final List<Piece> pieces = new ArrayList<>();

        /** Adds what does not stand in a file, but is there because of what stands at a place. */
        public Builder made(String more, Place because) {
            return piece(more, because, false);
        }

        /** Adds what stands in a file, in one line, from a place on. */
        public Builder copied(String more, Place start) {
            return piece(more, start, true);
        }

        private Builder piece(String more, Place place, boolean copied) {
            if (!more.isEmpty()) {
                pieces.add(new Piece(text.length(), place, copied));
                text.append(more);
            }
            return this;
        }

        public Builder add(PlacedText more) {
            return add(more, 0, more.text.length());
        }

        /** Adds a part of another text. */
        public Builder add(PlacedText more, int from, int to) {
            if (from >= to) {
                return this;
            }
            for (int i = more.pieceAt(from);
                    i < more.pieces.size() && more.pieces.get(i).start() < to;
                    i++) {
                int start = Math.max(from, more.pieces.get(i).start());
                int end = i + 1 < more.pieces.size()
                        ? Math.min(to, more.pieces.get(i + 1).start())
                        : to;
                piece(
                        more.text.substring(start, end),
                        more.place(start),
                        more.pieces.get(i).copied());
            }
            return this;
        }

        public int length() {
            return text.length();
        }

        public PlacedText build() {
            return new PlacedText(text.toString(), List.copyOf(pieces));
        }
    }
}
