package dev.opportune.facts;

import dev.opportune.kernel.timeline.Event;
import org.kie.api.definition.type.Expires;
import org.kie.api.definition.type.Role;
import org.kie.api.definition.type.Timestamp;

/** Segment "Order Refunded". */
@Role(Role.Type.EVENT)
@Timestamp("timestamp")
@Expires(EventFact.FAR)
public final class OrderRefunded extends OrderEvent {
    public OrderRefunded(Event event, Moment moment) {
        super(event, moment);
    }
}
