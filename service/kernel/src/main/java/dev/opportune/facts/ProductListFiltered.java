package dev.opportune.facts;

import dev.opportune.kernel.timeline.Event;
import org.jspecify.annotations.Nullable;
import org.kie.api.definition.type.Expires;
import org.kie.api.definition.type.Role;
import org.kie.api.definition.type.Timestamp;

/** Segment "Product List Filtered". */
@Role(Role.Type.EVENT)
@Timestamp("timestamp")
@Expires(EventFact.FAR)
public final class ProductListFiltered extends ProductsEvent {
    public ProductListFiltered(Event event, Moment moment) {
        super(event, moment);
    }

    /** The list shown. */
    public @Nullable String getListId() {
        return text("list_id");
    }

    /** The category the list shows. */
    public @Nullable String getCategory() {
        return text("category");
    }
}
