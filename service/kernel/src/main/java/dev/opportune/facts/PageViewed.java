package dev.opportune.facts;

import dev.opportune.kernel.timeline.Event;
import org.jspecify.annotations.Nullable;
import org.kie.api.definition.type.Expires;
import org.kie.api.definition.type.Role;
import org.kie.api.definition.type.Timestamp;

/** A page call, or "Page Viewed". */
@Role(Role.Type.EVENT)
@Timestamp("timestamp")
@Expires(EventFact.FAR)
public final class PageViewed extends EventFact {
    public PageViewed(Event event, Moment moment) {
        super(event, moment);
    }

    /** The path of the page. */
    public @Nullable String getPath() {
        return text("path");
    }

    /** Its address. */
    public @Nullable String getUrl() {
        return text("url");
    }

    /** Its title. */
    public @Nullable String getTitle() {
        return text("title");
    }

    /** Its name. */
    public @Nullable String getName() {
        return text("name");
    }

    /** Its category. */
    public @Nullable String getCategory() {
        return text("category");
    }

    /** Where the visitor came from. */
    public @Nullable String getReferrer() {
        return text("referrer");
    }

    /** How long the view lasted, where the client measured it. */
    public @Nullable Double getSeconds() {
        return number("seconds");
    }
}
