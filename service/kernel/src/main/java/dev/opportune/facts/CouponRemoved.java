package dev.opportune.facts;

import dev.opportune.kernel.timeline.Event;
import org.jspecify.annotations.Nullable;
import org.kie.api.definition.type.Expires;
import org.kie.api.definition.type.Role;
import org.kie.api.definition.type.Timestamp;

/** Segment "Coupon Removed". */
@Role(Role.Type.EVENT)
@Timestamp("timestamp")
@Expires(EventFact.FAR)
public final class CouponRemoved extends CouponEvent {
    public CouponRemoved(Event event, Moment moment) {
        super(event, moment);
    }

    /** What it takes off. */
    public @Nullable Double getDiscount() {
        return number("discount");
    }
}
