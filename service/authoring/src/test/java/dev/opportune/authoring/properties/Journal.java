package dev.opportune.authoring.properties;

import dev.opportune.kernel.decision.Decision;
import dev.opportune.kernel.decision.Outcome;
import dev.opportune.kernel.timeline.Entry;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What a host was told and has decided, as someone outside of it would write it down. */
final class Journal {
    final Map<String, Decision> decisions = new TreeMap<>();
    final Map<String, Entry> entries = new TreeMap<>();

    Journal() {}

    Journal(Journal other) {
        decisions.putAll(other.decisions);
        entries.putAll(other.entries);
    }

    boolean knows(Entry entry) {
        return entries.containsKey(entry.source() + "/" + entry.id());
    }

    void take(Entry entry) {
        entries.put(entry.source() + "/" + entry.id(), entry);
    }

    List<Entry> sorted() {
        return entries.values().stream()
                .sorted(Comparator.comparing(Entry::step))
                .toList();
    }

    /** Whether the gates have said their last word on a message at or after an instant. */
    boolean isJudgedSince(Instant instant) {
        return decisions.values().stream()
                .filter(decision -> decision.message() != null)
                .flatMap(decision -> decision.changes().stream())
                .filter(change -> change.outcome() == Outcome.SEND || change.outcome() == Outcome.SUPPRESS)
                .anyMatch(change -> !change.at().isBefore(instant));
    }

    /** Without what depends on the order of arrival or on when a machine got round to it. */
    static Map<String, String> canonical(Collection<Decision> decisions) {
        Map<String, String> canonical = new TreeMap<>();
        decisions.stream()
                .filter(decision -> !decision.isTraceOfArrival())
                .forEach(decision -> canonical.put(
                        Line.of(decision).toString(), plain(decision).toString()));
        return canonical;
    }

    private static Decision plain(Decision decision) {
        return new Decision(
                decision.id(),
                decision.profileId(),
                decision.trigger(),
                decision.kind(),
                decision.message(),
                decision.channel(),
                decision.content(),
                decision.rule(),
                decision.because(),
                decision.experiments(),
                decision.terms(),
                decision.cause(),
                decision.changes(),
                null,
                null);
    }
}
