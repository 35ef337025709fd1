package dev.opportune.facts;

import dev.opportune.kernel.timeline.Event;
import org.jspecify.annotations.Nullable;
import org.kie.api.definition.type.Expires;
import org.kie.api.definition.type.Role;
import org.kie.api.definition.type.Timestamp;

/** Segment "Payment Info Entered". */
@Role(Role.Type.EVENT)
@Timestamp("timestamp")
@Expires(EventFact.FAR)
public final class PaymentInfoEntered extends CheckoutStepEvent {
    public PaymentInfoEntered(Event event, Moment moment) {
        super(event, moment);
    }

    /** The order. */
    public @Nullable String getOrderId() {
        return text("order_id");
    }
}
