package dev.opportune.app.replay;

import dev.opportune.kernel.decision.Decision;
import dev.opportune.kernel.decision.Kind;
import dev.opportune.kernel.decision.Outcome;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What was decided, counted by flow. What a late event undid does not count. */
public final class Summary {
    private static final List<String> HEADER =
            List.of("flow", "triggers", "sends", "suppressed", "cancelled", "fallbacks", "ends", "waiting");

    private final SortedMap<String, Figures> flows = new TreeMap<>();
    private final Figures total = new Figures();

    /** @param names every flow there is, whether or not anything was decided about it */
    public Summary(Collection<String> names, Collection<Decision> decisions) {
        names.forEach(name -> flows.put(name, new Figures()));
        for (Decision decision : decisions) {
            if (!decision.isTraceOfArrival()) {
                flows.computeIfAbsent(decision.flow(), name -> new Figures()).add(decision);
                total.add(decision);
            }
        }
    }

    /** The flows that never opened a trigger. */
    public List<String> neverFired() {
        return flows.entrySet().stream()
                .filter(flow -> flow.getValue().triggers == 0)
                .map(Map.Entry::getKey)
                .toList();
    }

    /** A table, one flow a line, the suppressions of each by reason, and the totals last. */
    public List<String> lines() {
        int width = Stream.concat(flows.keySet().stream(), Stream.of("total"))
                .mapToInt(String::length)
                .max()
                .orElse(0);
        Stream<String> header = Stream.of(row(width, HEADER));
        Stream<String> each =
                flows.entrySet().stream().flatMap(flow -> flow.getValue().lines(width, flow.getKey()).stream());
        return Stream.of(header, each, total.lines(width, "total").stream())
                .flatMap(lines -> lines)
                .toList();
    }

    private static String row(int width, List<String> cells) {
        StringBuilder line = new StringBuilder(cells.get(0))
                .append(" ".repeat(width - Math.min(width, cells.get(0).length())));
        for (int i = 1; i < cells.size(); i++) {
            line.append(" ".repeat(HEADER.get(i).length() + 2 - cells.get(i).length()))
                    .append(cells.get(i));
        }
        return line.toString();
    }

    private static final class Figures {
        private final SortedMap<String, Integer> suppressions = new TreeMap<>();
        private int triggers;
        private int sends;
        private int cancelled;
        private int fallbacks;
        private int ends;
        private int waiting;

        private void add(Decision decision) {
            triggers += decision.isOpening() ? 1 : 0;
            fallbacks += decision.kind() == Kind.FALLBACK ? 1 : 0;
            ends += decision.kind() == Kind.END ? 1 : 0;
            sends += decision.outcome() == Outcome.SEND ? 1 : 0;
            cancelled += decision.outcome() == Outcome.CANCEL ? 1 : 0;
            waiting += decision.outcome() == Outcome.WAIT ? 1 : 0;
            if (decision.outcome() == Outcome.SUPPRESS) {
                suppressions.merge(String.valueOf(decision.reason()), 1, Integer::sum);
            }
        }

        private List<String> lines(int width, String name) {
            int suppressed =
                    suppressions.values().stream().mapToInt(Integer::intValue).sum();
            String figures = row(
                    width,
                    Stream.concat(
                                    Stream.of(name),
                                    Stream.of(triggers, sends, suppressed, cancelled, fallbacks, ends, waiting)
                                            .map(figure -> String.format(Locale.ROOT, "%,d", figure)))
                            .toList());
            if (suppressions.isEmpty()) {
                return List.of(figures);
            }
            String reasons = suppressions.entrySet().stream()
                    .map(reason -> String.format(Locale.ROOT, "%s %,d", reason.getKey(), reason.getValue()))
                    .collect(Collectors.joining(", "));
            return List.of(figures, "  suppressed: " + reasons);
        }
    }
}
