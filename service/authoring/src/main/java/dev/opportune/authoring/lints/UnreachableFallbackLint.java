package dev.opportune.authoring.lints;

import dev.opportune.authoring.drl.Action;
import dev.opportune.authoring.drl.Awaited;
import dev.opportune.authoring.drl.Condition;
import dev.opportune.authoring.drl.Condition.Compared;
import dev.opportune.authoring.drl.Condition.Role;
import dev.opportune.authoring.drl.Reading;
import dev.opportune.authoring.settings.FlowReader;
import dev.opportune.facts.Sent;
import dev.opportune.kernel.policy.Flow;
import dev.opportune.kernel.policy.Span;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A fallback whose run is over before it, or that follows on a message that its flow never proposes. */
final class UnreachableFallbackLint implements Lint {
    @Override
    public String code() {
        return "unreachable_fallback";
    }

    @Override
    public Stream<Finding> findings(Readings all) {
        return all.rules().stream()
                .flatMap(reading -> reading.actions(Action.FALLBACK)
                        .filter(action -> action.flow() != null)
                        .flatMap(action -> finding(all, reading, action).stream()));
    }

    private static Optional<Finding> finding(Readings all, Reading reading, Action fallback) {
        String flow = String.valueOf(fallback.flow());
        return tooLate(all, reading, flow)
                .or(() -> ofAnotherFlow(all, reading, flow))
                .or(() -> endedByThen(all, reading, fallback, flow));
    }

    private static Optional<Finding> tooLate(Readings all, Reading reading, String name) {
        @Nullable Flow flow = all.flows().get(name);
        return flow == null
                ? Optional.empty()
                : reading.conditions(Role.NOT)
                        .flatMap(not -> Awaited.in(not).stream())
                        .filter(awaited ->
                                awaited.most() != null && awaited.most().compareTo(flow.openFor()) >= 0)
                        .filter(awaited -> reading.bound(awaited.reference())
                                .filter(from ->
                                        from.isTrigger() || ofRun(reading, from).isPresent())
                                .isPresent())
                        .map(awaited -> new Finding(
                                awaited.place(),
                                reading.rule(),
                                "the fallback is never reached: after " + Span.format(flow.openFor()) + " a run of "
                                        + name + " is over (open_for)",
                                "shorten the window, or write a longer open_for into " + name + "/" + FlowReader.FILE))
                        .findFirst();
    }

    private static Optional<Finding> ofAnotherFlow(Readings all, Reading reading, String flow) {
        return sends(reading)
                .flatMap(sent -> sent.equalTo("message").stream())
                .filter(message -> all.proposals().noneMatch(proposal -> proposes(proposal, message.text(), flow)))
                .map(message -> new Finding(
                        message.place(),
                        reading.rule(),
                        "the fallback is never reached: no rule proposes \"" + message.text() + "\" in " + flow,
                        "name a message of the same flow"))
                .findFirst();
    }

    private static boolean proposes(Action proposal, String message, String flow) {
        return proposal.mayConcern(flow)
                && proposal.message().map(message::equals).orElse(true);
    }

    /** Whether the run always ends in the moment in which the message goes out that the fallback waits after. */
    private static Optional<Finding> endedByThen(Readings all, Reading reading, Action fallback, String flow) {
        boolean waits = reading.conditions(Role.NOT)
                .flatMap(not -> Awaited.in(not).stream())
                .anyMatch(Awaited::hasDeadline);
        return sends(reading)
                .flatMap(sent -> all.rules().stream()
                        .filter(other -> waits && other != reading && ends(other, flow, sent))
                        .map(other -> new Finding(
                                fallback.place(),
                                reading.rule(),
                                "the fallback is never reached: rule \"" + other.rule()
                                        + "\" ends the run as soon as the message before it is out",
                                "let that rule end the run after the fallback's own message")))
                .findFirst();
    }

    /** Whether a rule ends any run of a flow on nothing more than this send. */
    private static boolean ends(Reading other, String flow, Condition sent) {
        List<Condition> conditions = other.conditions();
        Optional<String> message = sent.equalTo("message").map(Compared::text);
        return conditions.size() == 2
                && conditions.get(0).isTrigger()
                && conditions.get(0).constraints().size() == 1
                && sends(other)
                        .anyMatch(end -> end == conditions.get(1)
                                && (end.constraints().size() == 1
                                        || end.constraints().size() == 2
                                                && message.isPresent()
                                                && end.equalTo("message")
                                                        .map(Compared::text)
                                                        .equals(message)))
                && other.actions(Action.END).anyMatch(end -> flow.equals(end.flow()));
    }

    /** The sends that a rule follows on, of the run that it is about. */
    private static Stream<Condition> sends(Reading reading) {
        return reading.conditions(Role.EACH).flatMap(condition -> ofRun(reading, condition).stream());
    }

    private static Optional<Condition> ofRun(Reading reading, Condition condition) {
        boolean sent = condition.type().filter(Sent.class::equals).isPresent();
        boolean same = reading.conditions(Role.EACH)
                .filter(Condition::isTrigger)
                .anyMatch(run -> run.variable() != null
                        && condition.words().contains(run.variable())
                        && condition.words().contains("trigger"));
        return sent && same ? Optional.of(condition) : Optional.empty();
    }
}
