package dev.opportune.facts;

import dev.opportune.kernel.timeline.Event;
import org.jspecify.annotations.Nullable;
import org.kie.api.definition.type.Expires;
import org.kie.api.definition.type.Role;
import org.kie.api.definition.type.Timestamp;

/** Segment "Coupon Denied". */
@Role(Role.Type.EVENT)
@Timestamp("timestamp")
@Expires(EventFact.FAR)
public final class CouponDenied extends CouponEvent {
    public CouponDenied(Event event, Moment moment) {
        super(event, moment);
    }

    /** Why it was denied. */
    public @Nullable String getReason() {
        return text("reason");
    }
}
