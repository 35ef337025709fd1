package dev.opportune.authoring.properties;

import java.util.List;

/** Small choices out of one generated number, so that a smaller number is a simpler choice. */
final class Dice {
    private long left;

    Dice(long number) {
        this.left = number;
    }

    /** From 0 to sides - 1. */
    int next(int sides) {
        int face = (int) (left % sides);
        left /= sides;
        return face;
    }

    <T> T one(List<T> of) {
        return of.get(next(of.size()));
    }

    boolean oneIn(int chances) {
        return next(chances) == chances - 1;
    }
}
