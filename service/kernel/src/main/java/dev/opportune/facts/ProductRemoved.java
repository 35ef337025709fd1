package dev.opportune.facts;

import dev.opportune.kernel.timeline.Event;
import org.jspecify.annotations.Nullable;
import org.kie.api.definition.type.Expires;
import org.kie.api.definition.type.Role;
import org.kie.api.definition.type.Timestamp;

/** Segment "Product Removed". */
@Role(Role.Type.EVENT)
@Timestamp("timestamp")
@Expires(EventFact.FAR)
public final class ProductRemoved extends ProductEvent {
    public ProductRemoved(Event event, Moment moment) {
        super(event, moment);
    }

    /** The cart. */
    public @Nullable String getCartId() {
        return text("cart_id");
    }
}
