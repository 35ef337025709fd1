package dev.opportune.facts;

import dev.opportune.kernel.timeline.Event;
import org.kie.api.definition.type.Expires;
import org.kie.api.definition.type.Role;
import org.kie.api.definition.type.Timestamp;

/** Any event that has no class of its own; tell them apart by `name`. */
@Role(Role.Type.EVENT)
@Timestamp("timestamp")
@Expires(EventFact.FAR)
public final class CustomEvent extends EventFact {
    public CustomEvent(Event event, Moment moment) {
        super(event, moment);
    }

    /** The name of the event as it was sent. */
    public String getName() {
        return event().name();
    }
}
