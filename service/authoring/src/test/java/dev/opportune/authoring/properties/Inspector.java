package dev.opportune.authoring.properties;

import dev.opportune.kernel.decision.Decision;
import dev.opportune.kernel.decision.Delivery.State;
import dev.opportune.kernel.decision.Kind;
import dev.opportune.kernel.decision.Outcome;
import dev.opportune.kernel.timeline.Entry;
import dev.opportune.kernel.timeline.Step;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * Looks at every advance of a host and says what must never be: a message decided twice or decided anew, one that nobody
 * may get, one that was not sent for no reason. Asks no code of the kernel for its opinion.
 */
final class Inspector {
    private static final Set<String> GATES = Set.of(
            "vetoed", "paused", "expired", "no_consent", "suppression_list", "outranked", "frequency_cap", "holdout");
    /** What the rules say at an end, and what the kernel does. */
    private static final Set<String> CANCELLATIONS =
            Set.of("ordered", "done", "added to cart", "sent", "late_event", "flow_removed", "timed_out");

    private final OracleGates gates;
    private final boolean knowsThePolicy;

    Inspector(Plan plan) {
        this(plan, plan.profileId());
    }

    /** @param profileId whose advances are looked at */
    Inspector(Plan plan, String profileId) {
        this.knowsThePolicy = plan.isUnderShippedPolicy();
        this.gates = new OracleGates(profileId, plan.unknownConsentGranted());
    }

    /** @param now in real time */
    void inspect(Journal before, Journal after, List<Decision> changed, Instant now) {
        for (Decision decision : changed) {
            Decision earlier = before.decisions.get(decision.id());
            if (decision.message() == null) {
                continue;
            }
            reasons(decision);
            if (earlier != null && isJudged(earlier)) {
                require(earlier.changes().equals(decision.changes()), "decided anew", decision);
            } else if (decision.outcome() == Outcome.SEND) {
                send(after, decision);
            }
            boolean handedOver = isHandedOver(decision) && (earlier == null || !isHandedOver(earlier));
            if (handedOver) {
                handOver(after, decision, now);
            }
        }
        once(after);
    }

    private static boolean isJudged(Decision decision) {
        return decision.outcome() == Outcome.SEND || decision.outcome() == Outcome.SUPPRESS;
    }

    private static boolean isHandedOver(Decision decision) {
        return decision.delivery() != null && decision.delivery().state() == State.HANDED_OVER;
    }

    private static void once(Journal journal) {
        record Name(String flow, String key, String source, String cause, Kind kind, String message) {}
        Map<Name, String> names = new HashMap<>();
        for (Decision decision : journal.decisions.values()) {
            Name name = new Name(
                    decision.flow(),
                    decision.key(),
                    decision.trigger().source(),
                    decision.trigger().id(),
                    decision.kind(),
                    Objects.requireNonNullElse(decision.message(), ""));
            require(names.put(name, decision.id()) == null, "decided twice", decision);
            long judged = decision.changes().stream()
                    .filter(change -> change.outcome() == Outcome.SEND || change.outcome() == Outcome.SUPPRESS)
                    .count();
            require(judged <= 1, "judged twice", decision);
        }
        Map<Name, String> sent = new HashMap<>();
        journal.decisions.values().stream()
                .filter(decision -> decision.message() != null && wentOut(decision))
                .forEach(decision -> require(
                        sent.put(
                                        new Name(
                                                decision.flow(),
                                                decision.key(),
                                                decision.trigger().source(),
                                                decision.trigger().id(),
                                                Kind.TRIGGER,
                                                decision.message()),
                                        decision.id())
                                == null,
                        "sent twice",
                        decision));
    }

    private static boolean wentOut(Decision decision) {
        return decision.outcome() == Outcome.SEND || "holdout".equals(decision.reason());
    }

    private void send(Journal journal, Decision decision) {
        Step step = decision.last().step();
        List<Entry> known = journal.sorted().stream()
                .filter(entry -> !entry.step().isAfter(step))
                .toList();
        List<Instant> others = journal.decisions.values().stream()
                .filter(other -> other != decision && other.message() != null && wentOut(other))
                .map(Decision::at)
                .toList();
        may(decision, known, others, step.at());
        Optional<Decision> opening = of(journal, decision, Kind.TRIGGER);
        require(opening.isPresent(), "without a trigger", decision);
        require(
                opening.get().changes().stream()
                        .noneMatch(change -> change.outcome() == Outcome.CANCEL
                                && !change.step().isAfter(step)),
                "for a trigger that was undone",
                decision);
        end(journal, decision)
                .ifPresent(end -> require(
                        end.last().step().isAfter(step)
                                || end.last().step().equals(step) && "done".equals(end.reason()),
                        "for a trigger that had ended: " + end,
                        decision));
    }

    private static Optional<Decision> end(Journal journal, Decision decision) {
        return of(journal, decision, Kind.END).filter(end -> end.outcome() == Outcome.NONE);
    }

    /** The opening or the end of the trigger that a message is of. */
    private static Optional<Decision> of(Journal journal, Decision message, Kind kind) {
        return journal.decisions.values().stream()
                .filter(other ->
                        other.trigger().equals(message.trigger()) && other.kind() == kind && other.message() == null)
                .findFirst();
    }

    private void handOver(Journal journal, Decision decision, Instant now) {
        List<Instant> others = journal.decisions.values().stream()
                .filter(other -> other != decision && isHandedOver(other))
                .map(other -> other.delivery().at())
                .toList();
        may(decision, journal.sorted(), others, now);
        boolean undone = of(journal, decision, Kind.TRIGGER)
                .filter(opening -> opening.outcome() == Outcome.NONE)
                .isEmpty();
        require(!undone, "handed over for a trigger that was undone", decision);
        end(journal, decision)
                .ifPresent(end -> require(
                        "done".equals(end.reason())
                                && end.last().step().equals(decision.last().step()),
                        "handed over for a trigger that had ended: " + end,
                        decision));
    }

    private void may(Decision decision, List<Entry> known, List<Instant> others, Instant at) {
        if (!knowsThePolicy) {
            return;
        }
        gates.known(known);
        OracleGates.Answer answer = gates.ask(at, at, null, false, others);
        require(answer.outcome().equals("send"), "must not go at " + at + ": " + answer.reason(), decision);
    }

    private static void reasons(Decision decision) {
        String reason = decision.reason();
        boolean readable = switch (decision.outcome()) {
            case SEND -> reason == null;
            case WAIT -> reason == null || reason.equals("quiet_hours");
            case SUPPRESS -> GATES.contains(String.valueOf(reason));
            case CANCEL -> CANCELLATIONS.contains(String.valueOf(reason));
            case NONE -> false;
        };
        require(readable, "not sent for no known reason", decision);
    }

    private static void require(boolean holds, String otherwise, Decision decision) {
        if (!holds) {
            throw new AssertionError(otherwise + Line.of(decision));
        }
    }
}
