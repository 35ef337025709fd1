package dev.opportune.storage;

/** More is waiting to be written than may wait: nothing of it was taken; try again in a moment. */
public final class Overloaded extends RuntimeException {
    private static final long serialVersionUID = 1;

    Overloaded(int waiting) {
        super("writer_overloaded: " + waiting + " moves wait to be written already; try again in a moment");
    }
}
