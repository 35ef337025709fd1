package dev.opportune.facts;

import dev.opportune.kernel.timeline.Event;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** An event about a promotion on a page. */
public abstract class PromotionEvent extends EventFact {
    PromotionEvent(Event event, BooleanSupplier now) {
        super(event, now);
    }

    /** The promotion. */
    public final @Nullable String getPromotionId() {
        return text("promotion_id");
    }

    /** Its creative. */
    public final @Nullable String getCreative() {
        return text("creative");
    }

    /** Its name. */
    public final @Nullable String getName() {
        return text("name");
    }

    /** Where it was shown. */
    public final @Nullable String getPosition() {
        return text("position");
    }
}
