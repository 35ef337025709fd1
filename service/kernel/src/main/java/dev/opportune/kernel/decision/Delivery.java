package dev.opportune.kernel.decision;

import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What became of a message after it was decided to be sent. Depends on when a machine got round to it and is no part of
 * the decision.
 *
 * @param at when it was handed over or withheld; null while it is pending
 * @param reason why it is held back; null unless a gate said no
 */
public record Delivery(
        State state, @Nullable Instant at, @Nullable String reason) {
    /** Where it stands. */
    public enum State {
        PENDING,
        HANDED_OVER,
        WITHHELD;

        /** As it is written in JSON and SQL. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public static final Delivery PENDING = new Delivery(State.PENDING, null, null);
}
