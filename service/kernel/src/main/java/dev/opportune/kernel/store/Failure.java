package dev.opportune.kernel.store;

import org.jspecify.annotations.Nullable;

/**
 * What went wrong in a rule.
 *
 * @param condition the condition that threw, as it is written; null where an action did, or the engine does not say which
 * @param thrown the name of the class of what was thrown, which holds nobody's data
 * @param message what that said, which may hold the profile's; empty where it said nothing
 */
public record Failure(Why why, @Nullable String condition, String thrown, String message) {
    /** In characters. */
    private static final int LONGEST_MESSAGE = 500;

    /** @param failure with what caused it, which is what counts */
    public static Failure of(Throwable failure, Why why, @Nullable String condition) {
        Throwable cause = failure;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        String said = cause.getMessage() == null ? "" : cause.getMessage();
        return new Failure(
                why,
                condition,
                cause.getClass().getSimpleName(),
                said.substring(0, Math.min(LONGEST_MESSAGE, said.length())));
    }
}
