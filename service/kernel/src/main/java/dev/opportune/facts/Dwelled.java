package dev.opportune.facts;

import dev.opportune.kernel.timeline.Event;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.kie.api.definition.type.Expires;
import org.kie.api.definition.type.Role;
import org.kie.api.definition.type.Timestamp;

/** Time spent on a product or page, derived from views. */
@Role(Role.Type.EVENT)
@Timestamp("timestamp")
@Expires(EventFact.FAR)
public final class Dwelled extends EventFact {
    public Dwelled(Event event, Moment moment) {
        super(event, moment);
    }

    /** The product looked at. */
    public @Nullable String getProductId() {
        return text("product_id");
    }

    /** Its category. */
    public @Nullable String getCategory() {
        return text("category");
    }

    /** The page looked at. */
    public @Nullable String getPath() {
        return text("path");
    }

    /** How long, in seconds, at most 1800 where it was derived from a gap. */
    public double getSeconds() {
        return Objects.requireNonNullElse(number("seconds"), 0.0);
    }
}
