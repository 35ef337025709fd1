package dev.opportune.kernel.timeline;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The latest that is known of somebody's agreement to a purpose.
 *
 * @param at when they said so; null where nobody knows, which is before anything else that was said
 * @param source where they said so
 * @param text the version of the text that they agreed to or refused; null where it is not known
 */
public record Consent(
        boolean granted,
        @Nullable Instant at,
        String source,
        @Nullable String text) {
    /** Whether it is a refusal at the very time of something else that is none. */
    boolean refusesAtOnce(Consent other) {
        return !granted && other.granted && at != null && at.equals(other.at);
    }

    /** Whether it was said later than something else, so that the other is out of date. */
    boolean isAfter(Consent other) {
        return at != null && (other.at == null || at.isAfter(other.at));
    }
}
