package dev.opportune.app.service;

import dev.opportune.kernel.decision.Decision;
import dev.opportune.kernel.decision.Delivery;
import dev.opportune.kernel.decision.TriggerName;
import dev.opportune.kernel.gate.Answer;
import dev.opportune.kernel.session.Observer;
import dev.opportune.kernel.session.Why;
import dev.opportune.kernel.store.Exclusion;
import dev.opportune.kernel.timeline.Step;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Is told of every rule that fails, and tells on: by what sort of failure, never with what data. */
final class FailingRules implements Observer {
    private final Observer behind;
    private final ConcurrentMap<String, String> reasons = new ConcurrentHashMap<>();
    private volatile Consumer<String> listener = rule -> {};

    /** @param behind is told everything, too */
    FailingRules(Observer behind) {
        this.behind = behind;
    }

    /** @param counting is told the name of a rule at each failure, on the thread that decides: it must be quick */
    void tell(Consumer<String> counting) {
        listener = counting;
    }

    /** How a rule failed last. The text of an exception may hold somebody's data, its class does not. */
    String reason(String rule) {
        return reasons.getOrDefault(rule, "failed");
    }

    @Override
    public void failed(Step step, String rule, Throwable failure) {
        reasons.put(rule, cause(failure).getClass().getSimpleName());
        listener.accept(rule);
        behind.failed(step, rule, failure);
    }

    private static Throwable cause(Throwable failure) {
        Throwable cause = failure;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause;
    }

    /** Told right after the failure itself, of which it knows more. */
    @Override
    public void excluded(String profileId, Exclusion exclusion, Why why) {
        if (why != Why.THREW) {
            reasons.put(exclusion.rule(), why.word());
        }
        behind.excluded(profileId, exclusion, why);
    }

    @Override
    public void fired(Step step, String rule, List<String> because) {
        behind.fired(step, rule, because);
    }

    @Override
    public void refused(Step step, String rule, TriggerName trigger, String why) {
        behind.refused(step, rule, trigger, why);
    }

    @Override
    public void judged(Step step, Decision judged, Supplier<List<Answer>> gates) {
        behind.judged(step, judged, gates);
    }

    @Override
    public void delivered(Instant now, Decision message, Delivery delivery, Supplier<List<Answer>> gates) {
        behind.delivered(now, message, delivery, gates);
    }

    @Override
    public void rewound(Step place) {
        behind.rewound(place);
    }

    @Override
    public void built(String profileId) {
        behind.built(profileId);
    }
}
