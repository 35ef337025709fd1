package dev.opportune.kernel.policy;

import java.time.Duration;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A named business reason to write to someone.
 *
 * @param goal what counts as a conversion; null where none is named
 * @param priority 0 to 100; breaks ties between flows that want the same moment
 * @param reentry no new trigger for the same key sooner after the last one's start; one exactly that much later opens
 * @param openFor what nothing ended by then the kernel ends
 * @param validFor counted from the instant a message was first due
 */
public record Flow(
        String name,
        String owner,
        @Nullable Goal goal,
        String channel,
        int priority,
        Duration reentry,
        Duration openFor,
        Duration validFor,
        SortedMap<String, Experiment> experiments,
        boolean paused) {
    public Flow {
        experiments = Collections.unmodifiableSortedMap(new TreeMap<>((Map<String, Experiment>) experiments));
    }
}
