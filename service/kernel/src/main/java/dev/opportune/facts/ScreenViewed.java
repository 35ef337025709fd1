package dev.opportune.facts;

import dev.opportune.kernel.timeline.Event;
import org.jspecify.annotations.Nullable;
import org.kie.api.definition.type.Expires;
import org.kie.api.definition.type.Role;
import org.kie.api.definition.type.Timestamp;

/** A screen call, or "Screen Viewed". */
@Role(Role.Type.EVENT)
@Timestamp("timestamp")
@Expires(EventFact.FAR)
public final class ScreenViewed extends EventFact {
    public ScreenViewed(Event event, Moment moment) {
        super(event, moment);
    }

    /** The name of the screen. */
    public @Nullable String getName() {
        return text("name");
    }

    /** Its category. */
    public @Nullable String getCategory() {
        return text("category");
    }
}
