package dev.opportune.facts;

import dev.opportune.kernel.timeline.Event;
import org.jspecify.annotations.Nullable;

/** An event about an order or a checkout. */
public abstract class OrderEvent extends ProductsEvent {
    OrderEvent(Event event, Moment moment) {
        super(event, moment);
    }

    public final @Nullable String getOrderId() {
        return text("order_id");
    }

    public final @Nullable String getCheckoutId() {
        return text("checkout_id");
    }

    public final @Nullable String getAffiliation() {
        return text("affiliation");
    }

    /** What it is worth: {@code value}, else {@code total}, else {@code revenue}. */
    public final @Nullable Double getValue() {
        return event().properties().firstNumber("value", "total", "revenue");
    }

    public final @Nullable Double getTotal() {
        return number("total");
    }

    public final @Nullable Double getRevenue() {
        return number("revenue");
    }

    public final @Nullable Double getSubtotal() {
        return number("subtotal");
    }

    public final @Nullable Double getShipping() {
        return number("shipping");
    }

    public final @Nullable Double getTax() {
        return number("tax");
    }

    public final @Nullable Double getDiscount() {
        return number("discount");
    }

    public final @Nullable Double getQuantity() {
        return number("quantity");
    }

    public final @Nullable String getCoupon() {
        return text("coupon");
    }

    public final @Nullable String getCurrency() {
        return text("currency");
    }
}
