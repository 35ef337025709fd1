package dev.opportune.kernel.timeline;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * That a person agrees to one purpose, or refuses it.
 *
 * @param at when they said so, in whole milliseconds; null where that is when the message about it happened, and no later
 *     than that whatever it says: what nobody has said yet could never be taken back
 * @param source where they said so, such as a form; null where that is the source of the message
 * @param text the version of the text that they agreed to or refused; null where it is not known
 * @param repeated whether a device merely repeats beside something else what was said to it some time or other
 */
public record Preference(
        boolean granted,
        @Nullable Instant at,
        @Nullable String source,
        @Nullable String text,
        boolean repeated) {
    public static final Preference GRANTED = new Preference(true, null, null, null, false);
    public static final Preference WITHDRAWN = new Preference(false, null, null, null, false);

    public static Preference of(boolean granted) {
        return granted ? GRANTED : WITHDRAWN;
    }

    /** The same, as a device repeats it. */
    public Preference inPassing() {
        return new Preference(granted, null, source, text, true);
    }

    /** As it is known from then on; {@code repeated} it is said at a time that nobody knows. */
    Consent consent(Instant happenedAt, String from) {
        Instant saidAt = at == null || at.isAfter(happenedAt) ? happenedAt : at;
        return new Consent(granted, repeated ? null : saidAt, source == null ? from : source, text);
    }
}
