package dev.opportune.authoring.properties;

import dev.opportune.kernel.decision.Decision;
import dev.opportune.kernel.timeline.Properties;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** What the oracle and the kernel must agree on about one decision. */
record Line(
        Instant at,
        String profile,
        String flow,
        String key,
        String kind,
        String message,
        String channel,
        String outcome,
        String reason,
        Instant dueAt,
        SortedMap<String, String> content,
        List<Turn> changes,
        String id) {
    static final Comparator<Line> ORDER = Comparator.comparing(Line::at)
            .thenComparing(Line::flow)
            .thenComparing(Line::key)
            .thenComparing(Line::kind)
            .thenComparing(Line::message)
            .thenComparing(Line::id);

    /** One outcome of a decision. */
    record Turn(String outcome, String reason, Instant at, Instant dueAt, String zone, boolean zoneAssumed) {}

    static Line of(Decision decision) {
        SortedMap<String, String> content = new TreeMap<>();
        Properties given = decision.content();
        given.values().keySet().forEach(name -> content.put(name, given.text(name)));
        return new Line(
                decision.at(),
                decision.profileId(),
                decision.flow(),
                decision.key(),
                decision.kind().word(),
                String.valueOf(decision.message()),
                String.valueOf(decision.channel()),
                decision.outcome().word(),
                String.valueOf(decision.reason()),
                decision.dueAt(),
                content,
                decision.changes().stream()
                        .map(change -> new Turn(
                                change.outcome().word(),
                                String.valueOf(change.reason()),
                                change.at(),
                                change.dueAt(),
                                change.timezone(),
                                change.zoneAssumed()))
                        .toList(),
                decision.id());
    }

    static List<Line> of(List<Decision> decisions) {
        return decisions.stream().map(Line::of).sorted(ORDER).toList();
    }

    @Override
    public String toString() {
        return "\n  " + at + " " + flow + "/" + key + " " + kind + " " + message + " " + outcome + " " + reason
                + " due " + dueAt + " " + content + " " + changes + " " + id;
    }
}
