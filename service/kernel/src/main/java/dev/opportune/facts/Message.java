package dev.opportune.facts;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Options of a message that a rule proposes; each returns the message itself. */
public interface Message {
    /** @throws IllegalArgumentException if the policy knows no such channel */
    Message channel(String channel);

    /** @param priority 0 to 100, instead of the flow's */
    Message priority(int priority);

    /** What the message is worth, for ties between equal priorities; null counts as 0. */
    Message value(@Nullable Number value);

    /** Adds to the content; a null value is left out. */
    Message with(String name, @Nullable Object value);

    /** When it is due; an instant that has passed means now. */
    Message at(Instant instant);

    /** How long after it was first due it may still be sent, instead of the flow's {@code valid_for}. */
    Message validFor(String span);
}
