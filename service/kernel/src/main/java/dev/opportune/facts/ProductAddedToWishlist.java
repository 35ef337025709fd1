package dev.opportune.facts;

import dev.opportune.kernel.timeline.Event;
import org.jspecify.annotations.Nullable;
import org.kie.api.definition.type.Expires;
import org.kie.api.definition.type.Role;
import org.kie.api.definition.type.Timestamp;

/** Segment "Product Added to Wishlist". */
@Role(Role.Type.EVENT)
@Timestamp("timestamp")
@Expires(EventFact.FAR)
public final class ProductAddedToWishlist extends ProductEvent {
    public ProductAddedToWishlist(Event event, Moment moment) {
        super(event, moment);
    }

    /** The wish list. */
    public @Nullable String getWishlistId() {
        return text("wishlist_id");
    }

    /** Its name. */
    public @Nullable String getWishlistName() {
        return text("wishlist_name");
    }
}
