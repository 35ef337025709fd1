package dev.opportune.kernel.session;

import dev.opportune.facts.Candidate;
import dev.opportune.facts.Decide;
import dev.opportune.facts.EventFact;
import dev.opportune.facts.Trigger;
import dev.opportune.kernel.decision.Kind;
import dev.opportune.kernel.policy.Flow;
import dev.opportune.kernel.policy.Span;
import dev.opportune.kernel.timeline.Event;
import dev.opportune.kernel.timeline.TextLimit;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Collects what consequences ask for. While it is muted they ask in vain. */
final class Proposals implements Decide {
    /** The name under which rules know it. */
    static final String GLOBAL = "decide";

    private final Ruleset ruleset;
    private final Function<EventFact, Event> events;
    private final BiConsumer<String, Exception> failures;
    private final List<Proposal> collected = new ArrayList<>();
    private final List<Firing> firings = new ArrayList<>();
    private Instant at = Instant.EPOCH;
    private boolean muted = true;
    private @Nullable Firing current;

    Proposals(Ruleset ruleset, Function<EventFact, Event> events, BiConsumer<String, Exception> failures) {
        this.ruleset = ruleset;
        this.events = events;
        this.failures = failures;
    }

    void mute() {
        muted = true;
    }

    /** What is proposed from now on counts, as of an instant. */
    void listen(Instant instant) {
        at = instant;
        muted = false;
    }

    boolean isMuted() {
        return muted;
    }

    /** A consequence begins. */
    void begin(Firing firing) {
        current = firing;
        if (!muted) {
            firings.add(firing);
        }
    }

    /** The consequence is over: what it proposed can no longer be given options or a key. */
    void over() {
        current = null;
    }

    void fail(Exception failure) {
        Firing firing = current();
        firing.fail();
        if (!muted) {
            failures.accept(firing.rule(), failure);
        }
    }

    /** Hands out what has been proposed since the last time, without that of consequences that failed. */
    List<Proposal> drain() {
        List<Proposal> drained = collected.stream()
                .filter(proposal -> !proposal.firing().failed())
                .toList();
        collected.clear();
        return drained;
    }

    /** Hands out which consequences ran since the last time. */
    List<Firing> drainFirings() {
        List<Firing> drained = List.copyOf(firings);
        firings.clear();
        return drained;
    }

    @Override
    public Trigger trigger(String flow, EventFact cause) {
        flow(flow);
        Firing firing = current();
        Trigger trigger = new Trigger(flow, "", Objects.requireNonNull(cause, "cause"), at, () -> current == firing);
        if (!muted) {
            propose(new Proposal.Opening(firing, trigger, events.apply(cause)));
        }
        return trigger;
    }

    @Override
    public Proposal.Message send(Trigger trigger, String message) {
        return message(trigger, Kind.TRIGGER, message, at);
    }

    @Override
    public Proposal.Message delay(Trigger trigger, String delay, String message) {
        return message(trigger, Kind.DELAY, message, at.plus(Span.parse(delay)));
    }

    @Override
    public Proposal.Message fallback(Trigger trigger, String message) {
        return message(trigger, Kind.FALLBACK, message, at);
    }

    private Proposal.Message message(Trigger trigger, Kind kind, String message, Instant dueAt) {
        TextLimit.checked("the name of a message", Objects.requireNonNull(message, "message"));
        Options options = new Options(flow(trigger.getFlow()), ruleset.policy(), at);
        Proposal.Message proposed = new Proposal.Message(current(), trigger, kind, message, dueAt, options);
        propose(proposed);
        return proposed;
    }

    @Override
    public void end(Trigger trigger, String reason) {
        propose(new Proposal.End(current(), Objects.requireNonNull(trigger, "trigger"), reason(reason)));
    }

    @Override
    public void veto(Candidate candidate, String reason) {
        propose(new Proposal.Veto(current(), Objects.requireNonNull(candidate, "candidate"), reason(reason)));
    }

    private static String reason(String text) {
        return TextLimit.checked("a reason", Objects.requireNonNull(text, "reason"));
    }

    private void propose(Proposal proposal) {
        if (!muted && (!proposal.firing().onlyEnds() || proposal instanceof Proposal.End)) {
            collected.add(proposal);
        }
    }

    private Flow flow(String name) {
        Flow flow = ruleset.flows().get(name);
        if (flow == null) {
            throw new IllegalArgumentException("there is no flow \"" + name + "\"; there are "
                    + ruleset.flows().keySet());
        }
        return flow;
    }

    private Firing current() {
        return Objects.requireNonNull(current, "decide is for consequences");
    }
}
