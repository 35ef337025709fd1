package dev.opportune.facts;

import dev.opportune.kernel.timeline.Event;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.kie.api.definition.type.Expires;
import org.kie.api.definition.type.Role;
import org.kie.api.definition.type.Timestamp;

/** Segment "Coupon Entered". */
@Role(Role.Type.EVENT)
@Timestamp("timestamp")
@Expires(EventFact.FAR)
public final class CouponEntered extends EventFact {
    public CouponEntered(Event event, BooleanSupplier now) {
        super(event, now);
    }

    /** The order. */
    public @Nullable String getOrderId() {
        return text("order_id");
    }

    /** The cart. */
    public @Nullable String getCartId() {
        return text("cart_id");
    }

    /** The coupon. */
    public @Nullable String getCouponId() {
        return text("coupon_id");
    }

    /** Its name. */
    public @Nullable String getCouponName() {
        return text("coupon_name");
    }

    /** What it takes off. */
    public @Nullable Double getDiscount() {
        return number("discount");
    }
}
