package dev.opportune.app.service;

import dev.opportune.kernel.decision.TriggerName;
import dev.opportune.kernel.session.Observer;
import dev.opportune.kernel.timeline.Step;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Consumer;

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

    @Override
    public void fired(Step step, String rule) {
        behind.fired(step, rule);
    }

    @Override
    public void refused(Step step, String rule, TriggerName trigger, String why) {
        behind.refused(step, rule, trigger, why);
    }

    @Override
    public void built(String profileId) {
        behind.built(profileId);
    }
}
