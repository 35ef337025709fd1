package dev.opportune.facts;

import dev.opportune.kernel.timeline.Event;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.kie.api.definition.type.Expires;
import org.kie.api.definition.type.Role;
import org.kie.api.definition.type.Timestamp;

/** Segment "Promotion Viewed". */
@Role(Role.Type.EVENT)
@Timestamp("timestamp")
@Expires(EventFact.FAR)
public final class PromotionViewed extends EventFact {
    public PromotionViewed(Event event, BooleanSupplier now) {
        super(event, now);
    }

    /** The promotion. */
    public @Nullable String getPromotionId() {
        return text("promotion_id");
    }

    /** Its creative. */
    public @Nullable String getCreative() {
        return text("creative");
    }

    /** Its name. */
    public @Nullable String getName() {
        return text("name");
    }

    /** Where it was shown. */
    public @Nullable String getPosition() {
        return text("position");
    }
}
