package dev.opportune.facts;

import dev.opportune.kernel.timeline.Event;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.kie.api.definition.type.Expires;
import org.kie.api.definition.type.Role;
import org.kie.api.definition.type.Timestamp;

/** Segment "Checkout Step Completed". */
@Role(Role.Type.EVENT)
@Timestamp("timestamp")
@Expires(EventFact.FAR)
public final class CheckoutStepCompleted extends EventFact {
    public CheckoutStepCompleted(Event event, BooleanSupplier now) {
        super(event, now);
    }

    /** The checkout. */
    public @Nullable String getCheckoutId() {
        return text("checkout_id");
    }

    /** Which step of it. */
    public @Nullable Double getStep() {
        return number("step");
    }

    /** How it is to be shipped. */
    public @Nullable String getShippingMethod() {
        return text("shipping_method");
    }

    /** How it is to be paid. */
    public @Nullable String getPaymentMethod() {
        return text("payment_method");
    }
}
