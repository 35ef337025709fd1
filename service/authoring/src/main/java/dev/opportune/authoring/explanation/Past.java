package dev.opportune.authoring.explanation;

import dev.opportune.kernel.decision.Decision;
import dev.opportune.kernel.store.Logged;
import dev.opportune.kernel.store.Store;
import dev.opportune.kernel.store.Timeline;
import dev.opportune.kernel.timeline.Entry;
import dev.opportune.kernel.timeline.Event;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What is recorded of a profile and still kept.
 *
 * @param entries in the order of acceptance
 * @param decisions by id
 * @param whole whether that is all of it, so that it can be run again
 */
public record Past(
        String profileId,
        Timeline.State state,
        List<Logged.Taken> entries,
        SortedMap<String, Decision> decisions,
        boolean whole) {
    /** Longer ones are not run again: whoever asks is waiting. */
    public static final int MOST_ENTRIES = 20_000;

    private static final int PAGE = 500;

    /** Reads a profile; empty if it was never seen. */
    public static Optional<Past> of(Store store, String profileId) {
        return store.state(profileId).map(state -> read(store, profileId, state));
    }

    private static Past read(Store store, String profileId, Timeline.State state) {
        List<Logged.Taken> entries = new ArrayList<>();
        SortedMap<String, Decision> decisions = new TreeMap<>();
        long after = 0;
        List<Logged> page;
        do {
            page = store.log(profileId, after, PAGE);
            for (Logged line : page) {
                after = line.sequence();
                if (line instanceof Logged.Taken taken) {
                    entries.add(taken);
                } else if (line instanceof Logged.Decided decided) {
                    Decision decision = decided.recorded().decision();
                    decisions.put(decision.id(), decision);
                }
            }
        } while (!page.isEmpty() && entries.size() <= MOST_ENTRIES);
        return new Past(profileId, state, List.copyOf(entries), decisions, entries.size() <= MOST_ENTRIES);
    }

    /** As it was known at an instant: without what arrived later. */
    public Past until(Instant instant) {
        return new Past(
                profileId,
                state,
                entries.stream()
                        .filter(line -> !line.entry().receivedAt().isAfter(instant))
                        .toList(),
                decisions,
                whole);
    }

    /** The last instant that anything is recorded of: what is due later has not been decided yet. */
    public Instant lastKnown() {
        return decisions.values().stream()
                .map(Decision::at)
                .filter(at -> at.isAfter(state.reached().at()))
                .max(Comparator.naturalOrder())
                .orElse(state.reached().at());
    }

    /** The latest event of an id that happened by an instant: ids are unique within their sources only. */
    Optional<Event> event(String id, Instant by) {
        return entries.stream()
                .map(Logged.Taken::entry)
                .filter(entry -> entry instanceof Event && entry.id().equals(id))
                .map(Event.class::cast)
                .filter(event -> !event.occurredAt().isAfter(by))
                .max(Comparator.comparing(Entry::occurredAt));
    }
}
