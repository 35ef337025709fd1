package dev.opportune.facts;

import java.time.Instant;
import org.kie.api.definition.type.Expires;
import org.kie.api.definition.type.Role;
import org.kie.api.definition.type.Timestamp;

/**
 * A message that is due now and has not yet passed the gates: for veto rules.
 *
 * @param value what the rule said the message is worth, 0 where it said nothing
 * @param at the instant at which it is judged, from which rules count back
 */
@Role(Role.Type.EVENT)
@Timestamp("timestamp")
@Expires(EventFact.FAR)
public record Candidate(String flow, String key, String message, String channel, double value, Instant at) {
    public String getFlow() {
        return flow;
    }

    public String getKey() {
        return key;
    }

    public String getMessage() {
        return message;
    }

    public String getChannel() {
        return channel;
    }

    public double getValue() {
        return value;
    }

    /** When it is judged, in epoch milliseconds, as Drools wants it. */
    public long getTimestamp() {
        return at.toEpochMilli();
    }
}
