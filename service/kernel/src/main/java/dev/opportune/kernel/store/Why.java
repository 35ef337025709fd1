package dev.opportune.kernel.store;

/** What a rule did wrong. */
public enum Why {
    /** A condition threw. */
    THREW("threw"),
    /** A condition compared more facts with each other than it may, or its code ran for too long. */
    TOO_SLOW("too slow"),
    /** It fired, or proposed, more often than it may. */
    TOO_MANY_FIRINGS("too many firings"),
    /** It kept more partial matches than it may. */
    TOO_MUCH_MEMORY("too much memory");

    private final String word;

    Why(String word) {
        this.word = word;
    }

    /** As a person reads it. */
    public String word() {
        return word;
    }
}
