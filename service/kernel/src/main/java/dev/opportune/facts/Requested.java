package dev.opportune.facts;

import dev.opportune.kernel.timeline.Event;
import org.jspecify.annotations.Nullable;
import org.kie.api.definition.type.Expires;
import org.kie.api.definition.type.Role;
import org.kie.api.definition.type.Timestamp;

/** An app is asking right now for the next email. */
@Role(Role.Type.EVENT)
@Timestamp("timestamp")
@Expires(EventFact.FAR)
public final class Requested extends EventFact {
    public Requested(Event event, Moment moment) {
        super(event, moment);
    }

    /** The channel asked for. */
    public @Nullable String getChannel() {
        return text("channel");
    }
}
