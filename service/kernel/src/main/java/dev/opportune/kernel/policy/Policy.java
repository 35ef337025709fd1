package dev.opportune.kernel.policy;

import java.time.Duration;
import java.time.ZoneId;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What is true across flows.
 *
 * @param lateness older events count as history but trigger nothing
 * @param lookback how far back rules can see
 * @param holdout the split between those written to and those not
 * @param paused everything is decided, nothing is sent
 * @param caps over all channels together
 * @param retention how long each class of data is kept
 */
public record Policy(
        ZoneId defaultTimezone,
        Duration lateness,
        Duration lookback,
        Experiment holdout,
        boolean paused,
        SortedMap<String, Channel> channels,
        List<Cap> caps,
        SortedMap<String, Duration> retention) {
    public Policy {
        channels = Collections.unmodifiableSortedMap(new TreeMap<>((Map<String, Channel>) channels));
        caps = List.copyOf(caps);
        retention = Collections.unmodifiableSortedMap(new TreeMap<>((Map<String, Duration>) retention));
    }

    /** The channel of a name; one that the policy does not name is closed. */
    public Channel channel(String name) {
        return Optional.ofNullable(channels.get(name)).orElseGet(() -> Channel.closed(name));
    }
}
