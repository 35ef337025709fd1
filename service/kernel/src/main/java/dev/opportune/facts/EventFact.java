package dev.opportune.facts;

import dev.opportune.kernel.timeline.Event;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Something that happened, as rules see it.
 *
 * <p>Every concrete subclass repeats {@code @Role}, {@code @Timestamp} and {@code @Expires}: Drools inherits none of
 * them, and an event without them would be forgotten by the engine in its own time.
 */
public abstract class EventFact {
    /** Far enough that the engine never expires an event by itself; forgetting is the kernel's act. */
    public static final String FAR = "36500d";

    private final Event event;
    private final Moment moment;

    EventFact(Event event, Moment moment) {
        this.event = event;
        this.moment = moment;
    }

    final Event event() {
        return event;
    }

    /** True in the event's own step, and never again. */
    public final boolean isNow() {
        return moment.isNow();
    }

    /**
     * Whether it may make anything come true. Not a word for authors: it is put into what a rule counts or asks the existence
     * of, where a match does not name the events behind it.
     */
    public final boolean isArrived() {
        return moment.hasArrived();
    }

    /** When it happened, in epoch milliseconds, as Drools wants it. */
    public final long getTimestamp() {
        return event.occurredAt().toEpochMilli();
    }

    /** When it happened. */
    public final Instant getOccurredAt() {
        return event.occurredAt();
    }

    /** The message id, unique within its source. */
    public final String getId() {
        return event.id();
    }

    /** Where it came from. */
    public final String getSource() {
        return event.source();
    }

    /** A property as text; null where it is missing or is a list or an object. */
    public final @Nullable String text(String property) {
        return event.properties().text(property);
    }

    /** A property as a number, parsed where it is text; null where it is missing or not a number. */
    public final @Nullable Double number(String property) {
        return event.properties().number(property);
    }

    /** Whether a property is true, or the text "true"; false where it is missing. */
    public final boolean flag(String property) {
        return event.properties().flag(property);
    }

    @Override
    public final String toString() {
        return getClass().getSimpleName() + "(" + event.id() + ")";
    }
}
