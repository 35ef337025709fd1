package dev.opportune.facts;

import dev.opportune.kernel.timeline.Event;
import org.jspecify.annotations.Nullable;

/** An event about a coupon. */
public abstract class CouponEvent extends EventFact {
    CouponEvent(Event event, Moment moment) {
        super(event, moment);
    }

    /** The order. */
    public final @Nullable String getOrderId() {
        return text("order_id");
    }

    /** The cart. */
    public final @Nullable String getCartId() {
        return text("cart_id");
    }

    /** The coupon. */
    public final @Nullable String getCouponId() {
        return text("coupon_id");
    }

    /** Its name. */
    public final @Nullable String getCouponName() {
        return text("coupon_name");
    }
}
