package dev.opportune.facts;

import dev.opportune.kernel.timeline.Event;
import org.jspecify.annotations.Nullable;

/** What became of an email. */
public abstract class EmailEvent extends EventFact {
    EmailEvent(Event event, Moment moment) {
        super(event, moment);
    }

    /** The decision behind the email; null where it was not one of ours. */
    public final @Nullable String getDecision() {
        return event().decisionId();
    }

    public final @Nullable String getEmailId() {
        return text("email_id");
    }

    public final @Nullable String getSubject() {
        return text("email_subject");
    }

    public final @Nullable String getCampaign() {
        return text("campaign_name");
    }
}
