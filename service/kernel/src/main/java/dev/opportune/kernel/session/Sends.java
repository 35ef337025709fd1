package dev.opportune.kernel.session;

import dev.opportune.facts.Moment;
import dev.opportune.facts.Sent;
import dev.opportune.facts.Trigger;
import dev.opportune.kernel.decision.Decision;
import dev.opportune.kernel.timeline.Derived;
import dev.opportune.kernel.timeline.Event;
import dev.opportune.kernel.timeline.Properties;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What was sent, as events that no client sends. They say all that a {@link Sent} says but its trigger, so that one which
 * opened a trigger can be put back from the record of that opening.
 */
final class Sends {
    private static final String NAME = "Sent";
    private static final String FLOW = "flow";
    private static final String MESSAGE = "message";
    private static final String CHANNEL = "channel";

    private Sends() {}

    /** That a message of ours was decided to be sent. */
    static Event ours(Decision decision) {
        Map<String, Object> properties = Map.of(
                FLOW, decision.flow(),
                MESSAGE, Objects.requireNonNull(decision.message()),
                CHANNEL, Objects.requireNonNull(decision.channel()));
        return event(
                Event.OWN_SOURCE, decision.id(), decision.profileId(), decision.at(), decision.at(), properties, false);
    }

    /** That an email was delivered which nobody here decided to send. */
    static Event foreign(Event delivered) {
        return event(
                delivered.source(),
                Derived.SENT.from(delivered.id()),
                delivered.profileId(),
                delivered.occurredAt(),
                delivered.receivedAt(),
                Map.of(CHANNEL, "email"),
                delivered.backfill());
    }

    private static Event event(
            String source,
            String id,
            String profileId,
            Instant occurredAt,
            Instant receivedAt,
            Map<String, Object> properties,
            boolean backfill) {
        return new Event(
                source, id, profileId, NAME, occurredAt, receivedAt, Properties.of(properties), backfill, false);
    }

    /** A client's event of the same name is none. */
    static boolean isSend(Event event) {
        return event.name().equals(NAME)
                && (event.source().equals(Event.OWN_SOURCE)
                        || Derived.SENT.origin(event.id()).isPresent());
    }

    /** @param trigger of a message of ours, while it is open */
    static Sent fact(Event send, Moment moment, @Nullable Trigger trigger) {
        String flow = send.properties().text(FLOW);
        return new Sent(
                send,
                moment,
                flow,
                send.properties().text(MESSAGE),
                Objects.requireNonNull(send.properties().text(CHANNEL)),
                flow == null ? null : send.id(),
                trigger);
    }
}
