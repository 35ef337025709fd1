package dev.opportune.facts;

import dev.opportune.kernel.timeline.Event;
import org.jspecify.annotations.Nullable;
import org.kie.api.definition.type.Expires;
import org.kie.api.definition.type.Role;
import org.kie.api.definition.type.Timestamp;

/** Segment "Products Searched". */
@Role(Role.Type.EVENT)
@Timestamp("timestamp")
@Expires(EventFact.FAR)
public final class ProductsSearched extends EventFact {
    public ProductsSearched(Event event, Moment moment) {
        super(event, moment);
    }

    /** What was searched for. */
    public @Nullable String getQuery() {
        return text("query");
    }
}
