package dev.opportune.facts;

import dev.opportune.kernel.timeline.Event;
import org.jspecify.annotations.Nullable;
import org.kie.api.definition.type.Expires;
import org.kie.api.definition.type.Role;
import org.kie.api.definition.type.Timestamp;

/** Segment "Product Viewed". */
@Role(Role.Type.EVENT)
@Timestamp("timestamp")
@Expires(EventFact.FAR)
public final class ProductViewed extends ProductEvent {
    public ProductViewed(Event event, Moment moment) {
        super(event, moment);
    }

    /** How long the view lasted, where the client measured it. */
    public @Nullable Double getSeconds() {
        return number("seconds");
    }
}
