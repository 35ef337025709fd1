package dev.opportune.kernel.timeline;

/** How long a text may be that a rule makes or proposes. Whoever sends a message has no use for a longer one. */
public final class TextLimit {
    /** In characters. */
    public static final int LONGEST = 10_000;

    private TextLimit() {}

    /**
     * @param what for the message
     * @return the text
     * @throws IllegalArgumentException if it is longer than {@link #LONGEST}
     */
    public static String checked(String what, String text) {
        if (text.length() > LONGEST) {
            throw new IllegalArgumentException(
                    what + " is " + text.length() + " characters long; at most " + LONGEST + " can be");
        }
        return text;
    }
}
