package dev.opportune.kernel.session;

import dev.opportune.kernel.decision.Change;
import dev.opportune.kernel.decision.Decision;
import dev.opportune.kernel.decision.Kind;
import dev.opportune.kernel.decision.Outcome;
import dev.opportune.kernel.decision.TriggerName;
import dev.opportune.kernel.gate.Submission;
import dev.opportune.kernel.store.Subject;
import dev.opportune.kernel.timeline.Properties;
import dev.opportune.kernel.timeline.Step;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One step, until it is quiet: rules fire without any proposal taking effect; openings are applied in sorted order, and
 * rules fire again; then messages are judged together, sends put in and ended triggers taken out, and it begins anew.
 */
final class Settling {
    private final Stepper stepper;
    private final Memory memory;
    private final Book book;
    private final Step step;
    private final boolean history;
    private final Draft draft;
    private final Map<String, Submission> passed = new HashMap<>();
    private final Map<String, Integer> proposals = new HashMap<>();

    /** @param history whether the step takes in what is history, so that only ends count */
    Settling(Stepper stepper, Step step, boolean history) {
        this.stepper = stepper;
        this.memory = stepper.memory();
        this.book = stepper.book();
        this.step = step;
        this.history = history;
        this.draft = new Draft(stepper, step);
    }

    /**
     * @param due waiting messages whose time has come
     * @param overdue openings of triggers that nothing has ended in time
     */
    void settle(List<Decision> due, List<Decision> overdue) {
        boolean again = group(fireAndOpen(), due, overdue);
        while (again) {
            again = group(fireAndOpen(), List.of(), List.of());
        }
    }

    /** Judges messages that a late event made due in the past, then settles what follows. */
    void judgeLate(List<Decision> candidates) {
        new Judgement(stepper, step, draft, passed).of(candidates);
        settle(List.of(), List.of());
    }

    private List<Proposal> fireAndOpen() {
        List<Proposal> heard = new ArrayList<>();
        List<Proposal> news = fire();
        while (!news.isEmpty()) {
            heard.addAll(news);
            if (!open(news)) {
                break;
            }
            news = fire();
        }
        return heard;
    }

    private List<Proposal> fire() {
        List<Proposal> proposed = memory.fire(step.at(), history);
        proposed.forEach(proposal -> count(proposal.firing().rule()));
        memory.proposals()
                .drainFirings()
                .forEach(firing -> stepper.settings().observer().fired(step, firing.rule(), firing.because()));
        return proposed;
    }

    /** A step ends when nothing new is proposed, and a rule may always propose something new. */
    private void count(String rule) {
        int most = stepper.settings().allowance().proposals();
        if (proposals.merge(rule, 1, Integer::sum) > most) {
            throw new RuleFailure(
                    Budget.tooManyFirings(rule, "proposed more than " + most + " times in one step"), rule);
        }
    }

    /** Applies openings in sorted order. @return whether one took effect */
    private boolean open(List<Proposal> proposals) {
        List<Proposal.Opening> openings = proposals.stream()
                .filter(Proposal.Opening.class::isInstance)
                .map(Proposal.Opening.class::cast)
                .sorted(Comparator.comparing(Settling::name)
                        .thenComparing(opening -> opening.firing().rule())
                        .thenComparing(
                                opening -> String.join("\n", opening.firing().because())))
                .toList();
        boolean opened = false;
        for (Proposal.Opening opening : openings) {
            opened |= open(opening);
        }
        return opened;
    }

    private boolean open(Proposal.Opening opening) {
        TriggerName name = name(opening);
        Optional<String> refusal = refusal(name);
        if (refusal.isPresent()) {
            stepper.settings().observer().refused(step, opening.firing().rule(), name, refusal.get());
            return false;
        }
        memory.open(name, opening.trigger());
        book.put(draft.opening(name, opening.firing(), opening.cause()));
        return true;
    }

    private Optional<String> refusal(TriggerName name) {
        Subject subject = new Subject(name.flow(), name.key());
        if (book.isOpen(subject)) {
            return Optional.of("open");
        }
        // The same cause never opens twice, however often a condition comes true.
        if (book.standing(name.decisionId(Kind.TRIGGER, null)).isPresent()) {
            return Optional.of("before");
        }
        Instant last = book.lastStart(subject);
        return last != null
                        && step.at()
                                .isBefore(last.plus(stepper.flow(name.flow()).reentry()))
                ? Optional.of("reentry")
                : Optional.empty();
    }

    private static TriggerName name(Proposal.Opening opening) {
        return TriggerName.of(opening.trigger().getFlow(), opening.trigger().getKey(), opening.cause());
    }

    /** @return whether anything changed that rules may look at */
    private boolean group(List<Proposal> heard, List<Decision> due, List<Decision> overdue) {
        Ends ends = new Ends(memory, heard, overdue);
        List<Decision> candidates = new ArrayList<>();
        for (Decision message : due) {
            if (!ends.isEnded(message.trigger())) {
                candidates.add(message);
            }
        }
        for (Decision waiting : book.pending()) {
            ends.reason(waiting.trigger()).ifPresent(reason -> book.put(waiting.then(cancel(reason, waiting.dueAt()))));
        }
        messages(heard, ends, candidates);
        ends.each((name, end) -> book.put(draft.end(name, end.rule(), end.because(), end.reason())));
        new Judgement(stepper, step, draft, passed).of(candidates);
        ends.each((name, end) -> memory.close(name));
        return !candidates.isEmpty() || !ends.isEmpty();
    }

    private void messages(List<Proposal> heard, Ends ends, List<Decision> candidates) {
        record Named(TriggerName name, Proposal.Message message) {}
        List<Named> proposed = heard.stream()
                .filter(Proposal.Message.class::isInstance)
                .map(Proposal.Message.class::cast)
                .flatMap(message -> memory.nameOf(message.trigger()).map(name -> new Named(name, message)).stream())
                .sorted(Comparator.comparing(Named::name)
                        .thenComparing(named -> named.message().message())
                        .thenComparing(named -> named.message().rank()))
                .toList();
        for (Named named : proposed) {
            Proposal.Message message = named.message();
            if (book.isProposed(named.name(), message.message())
                    || candidates.stream()
                            .anyMatch(other -> other.trigger().equals(named.name())
                                    && message.message().equals(other.message()))) {
                continue;
            }
            Optional<String> cancelled = ends.reasonFromElsewhere(named.name(), message.firing());
            if (cancelled.isPresent()) {
                book.put(draft.message(named.name(), message, cancel(cancelled.get(), message.dueAt())));
                continue;
            }
            Decision waiting = draft.message(
                    named.name(), message, draft.change(Outcome.WAIT, null, Properties.NONE, message.dueAt()));
            if (message.dueAt().isAfter(step.at())) {
                book.put(waiting);
            } else {
                candidates.add(waiting);
            }
        }
    }

    private Change cancel(String reason, Instant dueAt) {
        return draft.change(Outcome.CANCEL, reason, Properties.NONE, dueAt);
    }
}
