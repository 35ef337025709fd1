package dev.opportune.facts;

import dev.opportune.kernel.timeline.Event;
import org.jspecify.annotations.Nullable;
import org.kie.api.definition.type.Expires;
import org.kie.api.definition.type.Role;
import org.kie.api.definition.type.Timestamp;

/** Segment "Product Shared". */
@Role(Role.Type.EVENT)
@Timestamp("timestamp")
@Expires(EventFact.FAR)
public final class ProductShared extends ProductEvent {
    public ProductShared(Event event, Moment moment) {
        super(event, moment);
    }

    /** How it was shared. */
    public @Nullable String getShareVia() {
        return text("share_via");
    }
}
