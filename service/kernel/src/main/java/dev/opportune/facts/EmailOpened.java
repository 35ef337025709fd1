package dev.opportune.facts;

import dev.opportune.kernel.timeline.Event;
import org.kie.api.definition.type.Expires;
import org.kie.api.definition.type.Role;
import org.kie.api.definition.type.Timestamp;

/** Segment "Email Opened". */
@Role(Role.Type.EVENT)
@Timestamp("timestamp")
@Expires(EventFact.FAR)
public final class EmailOpened extends EmailEvent {
    public EmailOpened(Event event, Moment moment) {
        super(event, moment);
    }

    /** Whether a prefetching client opened it, and no person. */
    public boolean isMachine() {
        return flag("machine");
    }
}
