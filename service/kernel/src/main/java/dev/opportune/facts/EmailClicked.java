package dev.opportune.facts;

import dev.opportune.kernel.timeline.Event;
import org.jspecify.annotations.Nullable;
import org.kie.api.definition.type.Expires;
import org.kie.api.definition.type.Role;
import org.kie.api.definition.type.Timestamp;

/** Segment "Email Link Clicked". */
@Role(Role.Type.EVENT)
@Timestamp("timestamp")
@Expires(EventFact.FAR)
public final class EmailClicked extends EmailEvent {
    public EmailClicked(Event event, Moment moment) {
        super(event, moment);
    }

    /** The address clicked. */
    public @Nullable String getLink() {
        return text("link_url");
    }

    /** Whether a link scanner clicked it, and no person. */
    public boolean isMachine() {
        return flag("machine");
    }
}
