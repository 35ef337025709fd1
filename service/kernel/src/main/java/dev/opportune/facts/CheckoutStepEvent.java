package dev.opportune.facts;

import dev.opportune.kernel.timeline.Event;
import org.jspecify.annotations.Nullable;

/** An event about a step of a checkout. */
public abstract class CheckoutStepEvent extends EventFact {
    CheckoutStepEvent(Event event, Moment moment) {
        super(event, moment);
    }

    /** The checkout. */
    public final @Nullable String getCheckoutId() {
        return text("checkout_id");
    }

    /** Which step of it. */
    public final @Nullable Double getStep() {
        return number("step");
    }

    /** How it is to be shipped. */
    public final @Nullable String getShippingMethod() {
        return text("shipping_method");
    }

    /** How it is to be paid. */
    public final @Nullable String getPaymentMethod() {
        return text("payment_method");
    }
}
