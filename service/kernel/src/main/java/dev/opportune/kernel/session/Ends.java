package dev.opportune.kernel.session;

import dev.opportune.kernel.decision.Decision;
import dev.opportune.kernel.decision.TriggerName;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** The triggers that one group of proposals ends, and what that does to their messages. */
final class Ends {
    private static final Comparator<End> ORDER = Comparator.comparing(End::reason)
            .thenComparing(End::rule)
            .thenComparing(end -> end.because().toString());

    private final SortedMap<TriggerName, List<End>> ends = new TreeMap<>();

    /** @param firing the consequence that ends it; null where the kernel does */
    record End(@Nullable Firing firing, String rule, List<String> because, String reason) {}

    Ends(Memory memory, List<Proposal> heard, List<Decision> overdue) {
        for (Proposal proposal : heard) {
            if (proposal instanceof Proposal.End end) {
                Firing firing = end.firing();
                memory.nameOf(end.trigger())
                        .ifPresent(name -> add(name, new End(firing, firing.rule(), firing.because(), end.reason())));
            }
        }
        ends.values().forEach(list -> list.sort(ORDER));
        for (Decision opening : overdue) {
            if (memory.trigger(opening.trigger()).isPresent()) {
                add(opening.trigger(), new End(null, Decision.TIMED_OUT, List.of(), Decision.TIMED_OUT));
            }
        }
    }

    private void add(TriggerName name, End end) {
        ends.computeIfAbsent(name, unused -> new ArrayList<>()).add(end);
    }

    boolean isEmpty() {
        return ends.isEmpty();
    }

    boolean isEnded(TriggerName name) {
        return ends.containsKey(name);
    }

    /** Why a trigger ends: a rule's word goes before the kernel's. */
    Optional<String> reason(TriggerName name) {
        return Optional.ofNullable(ends.get(name)).map(list -> list.get(0).reason());
    }

    /** Why a message is cancelled: an end by its own consequence lets it through. */
    Optional<String> reasonFromElsewhere(TriggerName name, Firing proposer) {
        return ends.getOrDefault(name, List.of()).stream()
                .filter(end -> end.firing() != proposer)
                .map(End::reason)
                .findFirst();
    }

    void each(BiConsumer<TriggerName, End> act) {
        ends.forEach((name, list) -> act.accept(name, list.get(0)));
    }
}
