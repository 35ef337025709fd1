package dev.opportune.kernel.session;

import dev.opportune.kernel.decision.Change;
import dev.opportune.kernel.decision.Correction;
import dev.opportune.kernel.decision.Decision;
import dev.opportune.kernel.decision.Kind;
import dev.opportune.kernel.decision.Outcome;
import dev.opportune.kernel.decision.TriggerName;
import dev.opportune.kernel.timeline.Properties;
import dev.opportune.kernel.timeline.Step;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Brings a record and what a replay in sorted order gives together, after a late event. What has left stays; what the
 * replay lacks is undone; what it makes due in the past is still to be judged.
 */
final class LateArrival {
    private final Book recorded;
    private final Book replayed;
    private final Step event;
    private final Step reached;
    private final Change undone;
    private final boolean mayAdd;
    private final Hypothetical hypothetical;
    private final Hypothetical consequences;
    private final List<Decision> merged = new ArrayList<>();
    private final List<Decision> candidates = new ArrayList<>();

    /**
     * @param undone the change of what the replay lacks
     * @param mayAdd whether the event may open, send and bring forward
     */
    LateArrival(Book recorded, Book replayed, Step event, Step reached, Change undone, boolean mayAdd) {
        this.recorded = recorded;
        this.replayed = replayed;
        this.event = event;
        this.reached = reached;
        this.undone = undone;
        this.mayAdd = mayAdd;
        SortedMap<String, Decision> ids = new TreeMap<>();
        recorded.all().forEach(decision -> ids.put(decision.id(), decision));
        replayed.all().forEach(decision -> ids.put(decision.id(), decision));
        this.hypothetical = new Hypothetical(recorded, replayed);
        this.consequences = new Hypothetical(replayed, recorded);
        ids.keySet().forEach(this::bringTogether);
        endWhatIsOver();
    }

    /** Every decision as it is now. */
    List<Decision> merged() {
        return merged;
    }

    /** The messages to be judged at the step reached. */
    List<Decision> candidates() {
        return candidates;
    }

    private void bringTogether(String id) {
        Decision kept = recorded.standing(id).orElse(null);
        Decision sorted = replayed.standing(id).orElse(null);
        if (hypothetical.contains(id)) {
            aside(Objects.requireNonNull(sorted), kept);
        } else if (kept == null && sorted == null) {
            merged.add(Objects.requireNonNull(recorded.get(id)));
        } else if (sorted == null) {
            merged.add(lacking(Objects.requireNonNull(kept)));
        } else if (kept == null) {
            added(sorted);
        } else {
            both(kept, sorted);
        }
    }

    /** The replay has it only because of a message that did not leave then. */
    private void aside(Decision sorted, @Nullable Decision kept) {
        if (kept != null) {
            boolean gone = kept.outcome() == Outcome.SEND && sorted.outcome() != Outcome.SEND;
            merged.add(gone ? corrected(kept) : kept);
        } else {
            Optional.ofNullable(recorded.get(sorted.id())).ifPresent(merged::add);
        }
    }

    /** What waits, or was due in the past, is not judged any more where its trigger has ended since. */
    private void endWhatIsOver() {
        Map<TriggerName, Decision> ends = new TreeMap<>();
        merged.stream()
                .filter(decision -> decision.kind() == Kind.END && decision.outcome() == Outcome.NONE)
                .forEach(end -> ends.put(end.trigger(), end));
        merged.replaceAll(
                decision -> decision.isPending() && isOver(decision, ends) ? ended(decision, ends) : decision);
        candidates.removeIf(candidate -> {
            boolean over = isOver(candidate, ends);
            if (over) {
                merged.add(ended(candidate, ends));
            }
            return over;
        });
    }

    /** An end lets the messages of its own consequence through. */
    private static boolean isOver(Decision message, Map<TriggerName, Decision> ends) {
        Decision end = ends.get(message.trigger());
        return end != null && !end.isOfTheConsequenceOf(message);
    }

    private Decision ended(Decision message, Map<TriggerName, Decision> ends) {
        String reason = Objects.requireNonNull(ends.get(message.trigger())).reason();
        return message.then(now(Outcome.CANCEL, reason, message.dueAt()));
    }

    private Change now(Outcome outcome, @Nullable String reason, Instant dueAt) {
        return new Change(
                outcome,
                reason,
                Properties.NONE,
                dueAt,
                undone.ruleset(),
                undone.timezone(),
                undone.zoneAssumed(),
                reached);
    }

    /** The replay has no such decision. What has left stays, and so does what followed from it. */
    private Decision lacking(Decision kept) {
        if (!kept.isJudged() && !(consequences.contains(kept.id()) && isStandingInReplay(kept.trigger()))) {
            return kept.then(undone);
        }
        return kept.outcome() == Outcome.SEND ? corrected(kept) : kept;
    }

    private boolean isStandingInReplay(TriggerName trigger) {
        return replayed.standing(trigger.decisionId(Kind.TRIGGER, null)).isPresent();
    }

    private void added(Decision sorted) {
        if (!mayAdd) {
            boolean ends = recorded.isOpen(sorted.trigger()) && sorted.message() == null;
            if (ends) {
                merged.add(sorted);
            } else {
                Optional.ofNullable(recorded.get(sorted.id())).ifPresent(merged::add);
            }
            return;
        }
        if (!sorted.isJudged()) {
            merged.add(sorted);
        } else {
            candidates.add(awaiting(sorted));
        }
    }

    private void both(Decision kept, Decision sorted) {
        if (kept.isJudged()) {
            boolean gone = kept.outcome() == Outcome.SEND && sorted.outcome() != Outcome.SEND;
            merged.add(gone ? corrected(kept) : kept);
        } else if (!kept.isPending()
                && consequences.contains(kept.id())
                && kept.at().isBefore(sorted.at())) {
            merged.add(kept);
        } else if (!sorted.isJudged()) {
            merged.add(mayAdd || !sorted.isPending() ? sorted : kept);
        } else if (mayAdd || kept.isPending()) {
            candidates.add(awaiting(sorted));
        } else {
            merged.add(kept);
        }
    }

    private Decision corrected(Decision kept) {
        return kept.correction() == null ? kept.with(new Correction(event, reached)) : kept;
    }

    /** As it was before the replay judged it; its time has come. */
    private Decision awaiting(Decision sorted) {
        List<Change> waits = sorted.changes().stream()
                .filter(change -> change.outcome() == Outcome.WAIT && change.reason() == null)
                .toList();
        if (!waits.isEmpty()) {
            return sorted.restarted(waits);
        }
        return sorted.restarted(List.of(now(Outcome.WAIT, null, sorted.terms().firstDueAt())));
    }
}
