package dev.opportune.kernel.session;

import dev.opportune.kernel.decision.Change;
import dev.opportune.kernel.decision.Decision;
import dev.opportune.kernel.decision.Delivery;
import dev.opportune.kernel.decision.Delivery.State;
import dev.opportune.kernel.decision.Kind;
import dev.opportune.kernel.decision.Outcome;
import dev.opportune.kernel.gate.Gate;
import dev.opportune.kernel.gate.Situation;
import dev.opportune.kernel.gate.Situation.Send;
import dev.opportune.kernel.gate.Submission;
import dev.opportune.kernel.gate.Verdict;
import dev.opportune.kernel.policy.Channel;
import dev.opportune.kernel.timeline.Step;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** Gives messages that were decided to be sent to whoever sends them, after asking the gates at the real instant. */
final class HandOver {
    /** The reason of a message whose trigger has ended since. */
    static final String ENDED = "ended";

    private static final Comparator<Decision> OLDEST_FIRST =
            Comparator.comparing(Decision::at).thenComparing(Decision::trigger).thenComparing(Decision::id);

    private final Stepper stepper;
    private final Instant now;

    HandOver(Stepper stepper, Instant now) {
        this.stepper = stepper;
        this.now = now;
    }

    /** Hands over the oldest that may go, and withholds what is older and may not; what is in quiet hours stays. */
    void next(Set<String> channels) {
        List<Decision> awaiting = stepper.book()
                .sends()
                .filter(decision -> decision.delivery() != null
                        && decision.delivery().state() == State.PENDING
                        && (channels.isEmpty() || channels.contains(decision.channel())))
                .sorted(OLDEST_FIRST)
                .toList();
        for (Decision decision : awaiting) {
            Delivery delivery = delivery(decision);
            if (!delivery.equals(decision.delivery())) {
                stepper.book().put(decision.with(delivery));
            }
            if (delivery.state() == State.HANDED_OVER) {
                return;
            }
        }
    }

    private Delivery delivery(Decision decision) {
        Optional<String> over = over(decision);
        if (over.isPresent()) {
            Delivery withheld = new Delivery(State.WITHHELD, now, over.get());
            stepper.settings().observer().delivered(now, decision, withheld, List::of);
            return withheld;
        }
        Channel channel = stepper.policy().channel(Objects.requireNonNull(decision.channel()));
        Submission message = new Submission(
                stepper.flow(decision.flow()),
                Objects.requireNonNull(decision.message()),
                channel,
                decision.terms(),
                null);
        Situation situation = situation();
        Delivery delivery = delivery(Gate.ask(message, situation));
        stepper.settings().observer().delivered(now, decision, delivery, () -> Gate.answers(message, situation));
        return delivery;
    }

    private Delivery delivery(Verdict verdict) {
        if (verdict instanceof Verdict.Suppress no) {
            return new Delivery(State.WITHHELD, now, no.reason());
        }
        if (verdict instanceof Verdict.Defer later) {
            return new Delivery(State.PENDING, null, later.reason());
        }
        return new Delivery(State.HANDED_OVER, now, null);
    }

    /** Why the trigger is no ground to send any more; an end that let the message through is none. */
    private Optional<String> over(Decision decision) {
        Step sent = decision.changes().stream()
                .filter(change -> change.outcome() == Outcome.SEND)
                .map(Change::step)
                .findFirst()
                .orElseThrow();
        if (stepper.book()
                .endOf(decision.trigger())
                .filter(end -> isAgainst(end, decision, sent))
                .isPresent()) {
            return Optional.of(ENDED);
        }
        boolean undone = Optional.ofNullable(
                        stepper.book().get(decision.trigger().decisionId(Kind.TRIGGER, null)))
                .filter(Decision::isTraceOfArrival)
                .isPresent();
        if (undone) {
            return Optional.of(Decision.LATE_EVENT);
        }
        boolean isThere = stepper.ruleset().flows().containsKey(decision.flow());
        return isThere ? Optional.empty() : Optional.of(Decision.FLOW_REMOVED);
    }

    /** An end speaks against a message unless it said so together with it, because of it, or in one step with it. */
    private static boolean isAgainst(Decision end, Decision message, Step sent) {
        boolean inOneStep = end.last().step().equals(sent) && message.correction() == null;
        return !inOneStep
                && !end.isOfTheConsequenceOf(message)
                && !end.because().contains(message.id());
    }

    private Situation situation() {
        List<Send> handedOver = new ArrayList<>();
        for (Decision decision : stepper.book().all()) {
            Delivery delivery = decision.delivery();
            if (delivery != null && delivery.state() == State.HANDED_OVER) {
                handedOver.add(
                        new Send(Objects.requireNonNull(delivery.at()), Objects.requireNonNull(decision.channel())));
            }
        }
        stepper.chronicle()
                .foreignSends(stepper.reached())
                .forEach(sent -> handedOver.add(new Send(sent.occurredAt(), "email")));
        return new Situation(
                now,
                stepper.policy(),
                stepper.traits(),
                new Draft(stepper, Step.due(now)).zone(),
                stepper.settings().unknownConsentGranted(),
                handedOver,
                Map.of(),
                false);
    }
}
