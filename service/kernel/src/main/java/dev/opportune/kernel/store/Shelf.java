package dev.opportune.kernel.store;

import dev.opportune.kernel.decision.Decision;
import dev.opportune.kernel.decision.Kind;
import dev.opportune.kernel.decision.Outcome;
import dev.opportune.kernel.decision.TriggerName;
import dev.opportune.kernel.timeline.Entry;
import dev.opportune.kernel.timeline.Step;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What a store on the heap keeps of one profile. */
final class Shelf {
    final SortedMap<Step, Entry> entries = new TreeMap<>();
    final SortedMap<Long, Logged> taken = new TreeMap<>();
    final SortedMap<String, Recorded> decided = new TreeMap<>();
    Instant activeAt = Instant.MIN;
    Timeline.State state = Timeline.State.EMPTY;

    void take(Logged.Taken line) {
        Entry entry = line.entry();
        entries.put(entry.step(), entry);
        taken.put(line.sequence(), line);
        activeAt = activeAt.isAfter(entry.occurredAt()) ? activeAt : entry.occurredAt();
    }

    Stream<Decision> decisions() {
        return decided.values().stream().map(Recorded::decision);
    }

    /** What a session is built from. */
    Timeline timeline(String profileId) {
        Step base = state.baseAt();
        Set<TriggerName> over = new HashSet<>();
        decisions().filter(decision -> ends(decision, base)).forEach(end -> over.add(end.trigger()));
        return new Timeline(
                profileId,
                state,
                List.copyOf(entries.tailMap(base).values()),
                decisions()
                        .filter(decision -> decision.isPending()
                                || !decision.at().isBefore(base.at())
                                || !over.contains(decision.trigger()))
                        .toList());
    }

    private static boolean ends(Decision decision, Step base) {
        boolean over = (decision.kind() == Kind.END && decision.outcome() == Outcome.NONE)
                || (decision.isOpening() && decision.outcome() == Outcome.CANCEL);
        return over && decision.at().isBefore(base.at());
    }

    /** The openings of the triggers that nothing has ended. */
    Stream<Decision> open() {
        Set<TriggerName> ended = decisions()
                .filter(decision -> decision.kind() == Kind.END && decision.outcome() == Outcome.NONE)
                .map(Decision::trigger)
                .collect(Collectors.toSet());
        return decisions()
                .filter(decision -> decision.isOpening() && decision.outcome() == Outcome.NONE)
                .filter(opening -> !ended.contains(opening.trigger()));
    }

    boolean hasFailed(String rule, String revision, Instant since) {
        return state.exclusions().stream()
                .anyMatch(exclusion -> exclusion.rule().equals(rule)
                        && exclusion.revision().equals(revision)
                        && !exclusion.from().at().isBefore(since));
    }
}
