package dev.opportune.facts;

import dev.opportune.kernel.timeline.Event;
import org.jspecify.annotations.Nullable;
import org.kie.api.definition.type.Expires;
import org.kie.api.definition.type.Role;
import org.kie.api.definition.type.Timestamp;

/**
 * A message sent (or, in the holdout, decided all the same), at the instant of the decision. Flow, message, decision and
 * trigger are null for an email that was delivered without a decision of ours.
 */
@Role(Role.Type.EVENT)
@Timestamp("timestamp")
@Expires(EventFact.FAR)
public final class Sent extends EventFact {
    private final @Nullable String flow;
    private final @Nullable String message;
    private final String channel;
    private final @Nullable String decision;
    private final @Nullable Trigger trigger;

    public Sent(
            Event event,
            Moment moment,
            @Nullable String flow,
            @Nullable String message,
            String channel,
            @Nullable String decision,
            @Nullable Trigger trigger) {
        super(event, moment);
        this.flow = flow;
        this.message = message;
        this.channel = channel;
        this.decision = decision;
        this.trigger = trigger;
    }

    public @Nullable String getFlow() {
        return flow;
    }

    public @Nullable String getMessage() {
        return message;
    }

    public String getChannel() {
        return channel;
    }

    public @Nullable String getDecision() {
        return decision;
    }

    public @Nullable Trigger getTrigger() {
        return trigger;
    }
}
