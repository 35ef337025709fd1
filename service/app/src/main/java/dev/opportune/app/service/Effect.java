package dev.opportune.app.service;

import dev.opportune.kernel.session.Ruleset;
import dev.opportune.kernel.store.InFlight;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What a change of rules does to those whom a flow has not finished with, as written down at an instant. What waits is kept
 * and judged by the new rules when it is due; only what belongs to a flow that they have no more is cancelled and ended.
 */
public record Effect(Instant at, List<OnFlow> flows) {
    /** @param removed whether the new rules have the flow no more */
    public record OnFlow(InFlight inFlight, boolean removed) {
        /** How many messages that wait are cancelled, reason {@code flow_removed}. */
        public long cancellations() {
            return removed ? inFlight.pendingMessages() : 0;
        }

        /** How many runs are ended, reason {@code flow_removed}. */
        public long ends() {
            return removed ? inFlight.openTriggers() : 0;
        }

        private String words() {
            return inFlight.flow() + ": " + inFlight.openTriggers() + " open, " + inFlight.pendingMessages()
                    + " waiting" + (removed ? ", all ended and cancelled because the flow is gone" : "");
        }
    }

    /** For a person, in one line. */
    public String words() {
        return flows.isEmpty()
                ? "no run was open and no message waiting"
                : flows.stream().map(OnFlow::words).collect(Collectors.joining("; "));
    }

    static Effect of(Instant at, List<InFlight> inFlight, Ruleset next) {
        return new Effect(
                at,
                inFlight.stream()
                        .map(flow -> new OnFlow(flow, !next.flows().containsKey(flow.flow())))
                        .toList());
    }
}
