package dev.opportune.facts;

import dev.opportune.kernel.timeline.Event;
import org.jspecify.annotations.Nullable;
import org.kie.api.definition.type.Expires;
import org.kie.api.definition.type.Role;
import org.kie.api.definition.type.Timestamp;

/** Segment "Product Reviewed". */
@Role(Role.Type.EVENT)
@Timestamp("timestamp")
@Expires(EventFact.FAR)
public final class ProductReviewed extends ProductEvent {
    public ProductReviewed(Event event, Moment moment) {
        super(event, moment);
    }

    /** The review. */
    public @Nullable String getReviewId() {
        return text("review_id");
    }

    /** The rating given. */
    public @Nullable Double getRating() {
        return number("rating");
    }
}
