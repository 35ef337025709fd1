package dev.opportune.facts;

import dev.opportune.kernel.timeline.Event;
import org.jspecify.annotations.Nullable;
import org.kie.api.definition.type.Expires;
import org.kie.api.definition.type.Role;
import org.kie.api.definition.type.Timestamp;

/** Segment "Email Bounced". */
@Role(Role.Type.EVENT)
@Timestamp("timestamp")
@Expires(EventFact.FAR)
public final class EmailBounced extends EmailEvent {
    public EmailBounced(Event event, Moment moment) {
        super(event, moment);
    }

    /** What the receiving server said. */
    public @Nullable String getReason() {
        return text("reason");
    }

    /** Whether the address will never work: a bounce counts as hard unless its `type` says otherwise. */
    public boolean isHard() {
        return !"soft".equalsIgnoreCase(text("type"));
    }
}
