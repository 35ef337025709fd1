package dev.opportune.kernel.session;

import dev.opportune.facts.Candidate;
import dev.opportune.kernel.decision.Change;
import dev.opportune.kernel.decision.Decision;
import dev.opportune.kernel.decision.Outcome;
import dev.opportune.kernel.gate.Gate;
import dev.opportune.kernel.gate.Situation;
import dev.opportune.kernel.gate.Situation.Send;
import dev.opportune.kernel.gate.Submission;
import dev.opportune.kernel.gate.Verdict;
import dev.opportune.kernel.gate.Veto;
import dev.opportune.kernel.policy.Channel;
import dev.opportune.kernel.policy.Experiment;
import dev.opportune.kernel.policy.Flow;
import dev.opportune.kernel.timeline.Properties;
import dev.opportune.kernel.timeline.Step;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BinaryOperator;
import org.kie.api.runtime.rule.FactHandle;

/** Puts the messages of one step to the gates, together, best first; each sees the sends before it. */
final class Judgement {
    private static final Comparator<Decision> BEST_FIRST = Comparator.comparing(
                    (Decision message) -> message.terms().priority(), Comparator.reverseOrder())
            .thenComparing(message -> message.terms().value(), Comparator.reverseOrder())
            .thenComparing(Decision::trigger)
            .thenComparing(message -> Objects.requireNonNull(message.message()))
            .thenComparing(Decision::id);

    private final Stepper stepper;
    private final Memory memory;
    private final Book book;
    private final Step step;
    private final Draft draft;
    private final List<Send> sends;
    private final Map<String, Submission> passed;

    /** @param passed the best message of the step that has passed, by channel; added to */
    Judgement(Stepper stepper, Step step, Draft draft, Map<String, Submission> passed) {
        this.stepper = stepper;
        this.memory = stepper.memory();
        this.book = stepper.book();
        this.step = step;
        this.draft = draft;
        this.passed = passed;
        this.sends = new ArrayList<>();
    }

    void of(List<Decision> candidates) {
        if (candidates.isEmpty()) {
            return;
        }
        book.sends().map(sent -> new Send(sent.at(), channel(sent))).forEach(sends::add);
        stepper.chronicle().foreignSends(step).forEach(sent -> sends.add(new Send(sent.occurredAt(), "email")));
        List<Decision> sorted = candidates.stream().sorted(BEST_FIRST).toList();
        Map<Decision, Veto> vetoes = vetoes(sorted);
        List<Decision> sent = new ArrayList<>();
        for (Decision message : sorted) {
            Decision judged = judge(message, vetoes);
            book.put(judged);
            if (judged.countsAsSent()) {
                sent.add(judged);
            }
        }
        sent.forEach(decision -> memory.sent(decision, true));
    }

    /** What veto rules say, while the candidates are in the session; whatever else they make true counts for nothing. */
    private Map<Decision, Veto> vetoes(List<Decision> sorted) {
        Map<Candidate, Decision> candidates = new IdentityHashMap<>();
        List<FactHandle> handles = new ArrayList<>();
        for (Decision message : sorted) {
            Candidate candidate = new Candidate(
                    message.flow(),
                    message.key(),
                    Objects.requireNonNull(message.message()),
                    channel(message),
                    message.terms().value(),
                    step.at());
            candidates.put(candidate, message);
            handles.add(memory.insert(candidate));
        }
        Map<Decision, Veto> vetoes = new IdentityHashMap<>();
        for (Proposal proposal : memory.fire(step.at(), false)) {
            if (proposal instanceof Proposal.Veto veto && candidates.containsKey(veto.candidate())) {
                vetoes.merge(
                        Objects.requireNonNull(candidates.get(veto.candidate())),
                        new Veto(veto.reason(), veto.firing().rule()),
                        BinaryOperator.minBy(Comparator.naturalOrder()));
            }
        }
        memory.proposals()
                .drainFirings()
                .forEach(firing -> stepper.settings().observer().fired(step, firing.rule(), firing.because()));
        handles.forEach(memory.engine()::delete);
        memory.fireMuted();
        return vetoes;
    }

    private Decision judge(Decision message, Map<Decision, Veto> vetoes) {
        Flow flow = stepper.ruleset().flows().get(message.flow());
        if (flow == null) {
            // Due in the past, before its flow was removed; only now is it known of.
            return then(message, draft.change(Outcome.CANCEL, Decision.FLOW_REMOVED, Properties.NONE, message.dueAt()));
        }
        Channel channel = stepper.policy().channel(channel(message));
        Submission submission = new Submission(
                flow, Objects.requireNonNull(message.message()), channel, message.terms(), vetoes.get(message));
        Situation situation = situation();
        Change change = change(message, Gate.ask(submission, situation));
        Decision judged = judged(message, submission, change);
        stepper.settings().observer().judged(step, judged, () -> Gate.answers(submission, situation));
        return judged;
    }

    private Decision judged(Decision message, Submission submission, Change change) {
        boolean goes = change.outcome() == Outcome.SEND
                || Gate.HOLDOUT.word().equals(change.reason()) && change.outcome() == Outcome.SUPPRESS;
        if (goes && message.isOverdue(step.at()) && hasLeft(message)) {
            return then(message, draft.change(Outcome.CANCEL, Decision.LATE_EVENT, Properties.NONE, message.dueAt()));
        }
        if (goes) {
            String channel = submission.channel().name();
            passed.put(channel, submission);
            sends.add(new Send(step.at(), channel));
        }
        return then(message, change);
    }

    /** A message judged in the very step that proposes it never waited. */
    private Decision then(Decision message, Change change) {
        boolean fresh = message.changes().size() == 1 && message.last().step().equals(step);
        return fresh ? message.restarted(List.of(change)) : message.then(change);
    }

    private Change change(Decision message, Verdict verdict) {
        if (verdict instanceof Verdict.Suppress no) {
            return draft.change(Outcome.SUPPRESS, no.reason(), no.facts(), message.dueAt());
        }
        if (verdict instanceof Verdict.Defer later) {
            return draft.change(Outcome.WAIT, later.reason(), later.facts(), later.until());
        }
        return draft.change(Outcome.SEND, null, Properties.NONE, message.dueAt());
    }

    /** Whether the same has been said already, by a message that left before a late event brought this one up. */
    private boolean hasLeft(Decision message) {
        return book.sends()
                .anyMatch(sent -> !sent.id().equals(message.id())
                        && sent.trigger().sameSubject(message.trigger())
                        && Objects.equals(sent.message(), message.message())
                        && step.at()
                                .isBefore(sent.at()
                                        .plus(stepper.flow(message.flow()).reentry())));
    }

    private Situation situation() {
        boolean heldOut = stepper.variant(stepper.policy().holdout()).equals(Experiment.HELD_OUT);
        return new Situation(
                step.at(),
                stepper.policy(),
                stepper.traits(),
                draft.zone(),
                stepper.settings().unknownConsentGranted(),
                List.copyOf(sends),
                Map.copyOf(passed),
                heldOut);
    }

    private static String channel(Decision message) {
        return Objects.requireNonNull(message.channel(), "a message has a channel");
    }
}
