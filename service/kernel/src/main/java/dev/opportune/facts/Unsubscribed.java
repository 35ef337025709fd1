package dev.opportune.facts;

import dev.opportune.kernel.timeline.Event;
import org.jspecify.annotations.Nullable;
import org.kie.api.definition.type.Expires;
import org.kie.api.definition.type.Role;
import org.kie.api.definition.type.Timestamp;

/** Segment "Unsubscribed". */
@Role(Role.Type.EVENT)
@Timestamp("timestamp")
@Expires(EventFact.FAR)
public final class Unsubscribed extends EmailEvent {
    public Unsubscribed(Event event, Moment moment) {
        super(event, moment);
    }

    /** The purpose unsubscribed from; null means all of them. */
    public @Nullable String getPurpose() {
        return text("purpose");
    }
}
