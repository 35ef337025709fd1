package dev.opportune.kernel.session;

import dev.opportune.kernel.decision.Change;
import dev.opportune.kernel.decision.Decision;
import dev.opportune.kernel.decision.Kind;
import dev.opportune.kernel.decision.Outcome;
import dev.opportune.kernel.decision.TriggerName;
import dev.opportune.kernel.store.Subject;
import dev.opportune.kernel.timeline.Step;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The decisions of a profile: all that rules remember. Traces of arrival are kept, but count for nothing. */
final class Book {
    private static final Comparator<Decision> BY_DUE =
            Comparator.comparing(Decision::dueAt).thenComparing(Decision::id);

    /** Of one step: openings, what was said, ends. */
    private static final Comparator<Decision> AS_DECIDED = Comparator.comparing(
                    (Decision decision) -> decision.last().step())
            .thenComparing(decision -> !decision.isOpening())
            .thenComparing(decision -> decision.kind() == Kind.END)
            .thenComparing(Decision::id);

    private final SortedMap<String, Decision> decisions = new TreeMap<>();
    private final SortedMap<String, Decision> pending = new TreeMap<>();
    private final SortedMap<TriggerName, Decision> open = new TreeMap<>();
    private final SortedMap<Subject, Instant> lastStarts;
    private final LinkedHashSet<String> touched = new LinkedHashSet<>();
    private final Map<String, Optional<Decision>> undo = new HashMap<>();
    private Set<String> touchedBefore = Set.of();

    private Book(Map<Subject, Instant> lastStarts) {
        this.lastStarts = new TreeMap<>(lastStarts);
    }

    /** @param lastStarts of triggers that are not among the decisions any more */
    static Book of(Collection<Decision> decisions, Map<Subject, Instant> lastStarts) {
        Book book = new Book(lastStarts);
        decisions.stream()
                .sorted(Comparator.comparing((Decision decision) -> decision.kind() == Kind.END))
                .forEach(book::index);
        return book;
    }

    /** As it was before a step; what a late event undid is not in it. */
    Book before(Step step, Map<Subject, Instant> baseStarts) {
        return of(
                decisions.values().stream()
                        .filter(decision -> !decision.isTraceOfArrival())
                        .map(decision -> decision.before(step))
                        .flatMap(Stream::ofNullable)
                        .toList(),
                baseStarts);
    }

    /** This, on top of decisions that it has left behind. */
    Book over(Collection<Decision> earlier, Map<Subject, Instant> baseStarts) {
        Map<String, Decision> all = new TreeMap<>();
        earlier.forEach(decision -> all.put(decision.id(), decision));
        all.putAll(decisions);
        Book book = of(all.values(), baseStarts);
        book.touched.addAll(touched);
        return book;
    }

    /** From here on what is put can be taken back. */
    void begin() {
        undo.clear();
        touchedBefore = touched.isEmpty() ? Set.of() : new LinkedHashSet<>(touched);
    }

    /** Whether anything was put since {@link #begin}. */
    boolean isChanged() {
        return !undo.isEmpty();
    }

    /** As it was at {@link #begin}; what was put is taken back. */
    Book undone(Map<Subject, Instant> baseStarts) {
        Map<String, Decision> restored = new TreeMap<>(decisions);
        undo.forEach((id, earlier) ->
                earlier.ifPresentOrElse(decision -> restored.put(id, decision), () -> restored.remove(id)));
        Book book = of(restored.values(), baseStarts);
        book.touched.addAll(touchedBefore);
        return book;
    }

    void put(Decision decision) {
        Decision earlier = decisions.get(decision.id());
        if (!decision.equals(earlier)) {
            undo.putIfAbsent(decision.id(), Optional.ofNullable(earlier));
            index(decision);
            touched.add(decision.id());
        }
    }

    private void index(Decision decision) {
        decisions.put(decision.id(), decision);
        pending.remove(decision.id());
        if (decision.isPending()) {
            pending.put(decision.id(), decision);
        }
        if (decision.isOpening() && decision.outcome() == Outcome.NONE) {
            lastStarts.merge(
                    new Subject(decision.flow(), decision.key()), decision.at(), (a, b) -> a.isAfter(b) ? a : b);
            if (!isEnded(decision.trigger())) {
                open.put(decision.trigger(), decision);
            }
        } else if (decision.kind() == Kind.END && decision.outcome() == Outcome.NONE) {
            open.remove(decision.trigger());
        }
    }

    /** The decisions put since the last time, in their latest state. */
    List<Decision> drain() {
        List<Decision> drained = touched.stream()
                .map(id -> Objects.requireNonNull(decisions.get(id)))
                .toList();
        touched.clear();
        return drained;
    }

    boolean isTouched(String id) {
        return touched.contains(id);
    }

    /** Counts as put what is not as it is in another book. */
    void touchDifferencesFrom(Book other) {
        touched.clear();
        touched.addAll(other.touched);
        decisions.values().stream()
                .filter(decision -> !decision.equals(other.decisions.get(decision.id())))
                .sorted(AS_DECIDED)
                .forEach(decision -> touched.add(decision.id()));
    }

    Stream<Decision> sendsSince(Step step) {
        return sends().filter(sent -> !sent.last().step().isBefore(step));
    }

    Collection<Decision> all() {
        return decisions.values();
    }

    @Nullable
    Decision get(String id) {
        return decisions.get(id);
    }

    /** The same, unless a late event undid it. */
    Optional<Decision> standing(String id) {
        return Optional.ofNullable(decisions.get(id)).filter(decision -> !decision.isTraceOfArrival());
    }

    List<Decision> pending() {
        return List.copyOf(pending.values());
    }

    /** Waiting messages due at or before an instant, earliest first. */
    List<Decision> due(Instant instant) {
        return pending.values().stream()
                .filter(decision -> !decision.dueAt().isAfter(instant))
                .sorted(BY_DUE)
                .toList();
    }

    /** The openings of the triggers that are open, by name. */
    Collection<Decision> open() {
        return List.copyOf(open.values());
    }

    boolean isOpen(TriggerName trigger) {
        return open.containsKey(trigger);
    }

    boolean isOpen(Subject subject) {
        return open.keySet().stream()
                .anyMatch(
                        name -> name.flow().equals(subject.flow()) && name.key().equals(subject.key()));
    }

    Optional<Decision> endOf(TriggerName trigger) {
        return standing(trigger.decisionId(Kind.END, null)).filter(end -> end.outcome() == Outcome.NONE);
    }

    private boolean isEnded(TriggerName trigger) {
        return endOf(trigger).isPresent();
    }

    /** Whether a message was ever proposed on a trigger, by whatever kind of decision. */
    boolean isProposed(TriggerName trigger, String message) {
        return Stream.of(Kind.values())
                .anyMatch(kind -> standing(trigger.decisionId(kind, message)).isPresent());
    }

    @Nullable
    Instant lastStart(Subject subject) {
        return lastStarts.get(subject);
    }

    /** Decisions that count as sent, in no order. */
    Stream<Decision> sends() {
        return decisions.values().stream().filter(Decision::countsAsSent);
    }

    /** The outcomes, by decision, that still count after an instant. */
    Map<String, List<Change>> since(Instant instant) {
        Map<String, List<Change>> counting = new TreeMap<>();
        decisions.values().stream()
                .filter(decision -> !decision.isTraceOfArrival())
                .filter(decision -> !decision.at().isBefore(instant)
                        || decision.isPending()
                        || open.containsKey(decision.trigger()))
                .forEach(decision -> counting.put(decision.id(), decision.changes()));
        return counting;
    }

    /** Whether a trigger had ended before an instant, or a late event had undone it, or it was left out already. */
    private boolean isOver(TriggerName trigger, Instant before) {
        Decision opening = decisions.get(trigger.decisionId(Kind.TRIGGER, null));
        return endOf(trigger).filter(end -> end.at().isBefore(before)).isPresent()
                || opening == null
                || opening.isTraceOfArrival() && opening.at().isBefore(before);
    }

    /** Leaves out what was over before an instant; the folds of it are returned. */
    SortedMap<Subject, Instant> forget(Instant before, SortedMap<Subject, Instant> baseStarts) {
        SortedMap<Subject, Instant> folded = new TreeMap<>(baseStarts);
        List<Decision> over = new ArrayList<>();
        for (Decision decision : decisions.values()) {
            if (!decision.isPending() && decision.at().isBefore(before) && isOver(decision.trigger(), before)) {
                over.add(decision);
            }
        }
        for (Decision decision : over) {
            if (decision.isOpening() && decision.outcome() == Outcome.NONE) {
                folded.merge(
                        new Subject(decision.flow(), decision.key()), decision.at(), (a, b) -> a.isAfter(b) ? a : b);
            }
            decisions.remove(decision.id());
        }
        return folded;
    }
}
