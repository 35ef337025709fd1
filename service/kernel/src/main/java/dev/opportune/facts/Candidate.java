package dev.opportune.facts;

/**
 * A message that is due now and has not yet passed the gates: for veto rules.
 *
 * @param value what the rule said the message is worth, 0 where it said nothing
 */
public record Candidate(String flow, String key, String message, String channel, double value) {
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
}
