package dev.opportune.facts;

import dev.opportune.kernel.timeline.Event;
import org.kie.api.definition.type.Expires;
import org.kie.api.definition.type.Role;
import org.kie.api.definition.type.Timestamp;

/** Segment "Email Marked as Spam". */
@Role(Role.Type.EVENT)
@Timestamp("timestamp")
@Expires(EventFact.FAR)
public final class EmailComplained extends EmailEvent {
    public EmailComplained(Event event, Moment moment) {
        super(event, moment);
    }
}
