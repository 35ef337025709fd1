package dev.opportune.facts;

import dev.opportune.kernel.timeline.Event;
import org.jspecify.annotations.Nullable;

/** An event about a promotion on a page. */
public abstract class PromotionEvent extends EventFact {
    PromotionEvent(Event event, Moment moment) {
        super(event, moment);
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
