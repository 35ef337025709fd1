package dev.opportune.app.service;

import dev.opportune.kernel.decision.Decision;
import dev.opportune.kernel.decision.Delivery;
import dev.opportune.kernel.decision.TriggerName;
import dev.opportune.kernel.gate.Answer;
import dev.opportune.kernel.session.Observer;
import dev.opportune.kernel.store.Exclusion;
import dev.opportune.kernel.timeline.Step;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Consumer;
import java.util.function.ObjLongConsumer;
import java.util.function.Supplier;

/** Is told of every rule that fails, and tells on: by what sort of failure, never with what data. */
final class FailingRules implements Observer {
    private final Observer behind;
    private final ObjLongConsumer<Exclusion> log;
    private final ConcurrentMap<Name, Known> known = new ConcurrentHashMap<>();
    private volatile Consumer<String> listener = rule -> {};

    private record Name(String revision, String rule) {}

    private record Known(Exclusion last, long times) {}

    /**
     * @param behind is told everything, too
     * @param log is told of each failure, with how often this rule has failed under this revision: it must be quick
     */
    FailingRules(Observer behind, ObjLongConsumer<Exclusion> log) {
        this.behind = behind;
        this.log = log;
    }

    /** @param counting is told the name of a rule at each failure, on the thread that decides: it must be quick */
    void tell(Consumer<String> counting) {
        listener = counting;
    }

    /** How a rule failed last; empty where it has not since the service started. */
    Optional<Exclusion> last(String revision, String rule) {
        return Optional.ofNullable(known.get(new Name(revision, rule))).map(Known::last);
    }

    @Override
    public void failed(Exclusion exclusion) {
        Known now = known.merge(
                new Name(exclusion.revision(), exclusion.rule()),
                new Known(exclusion, 1),
                (before, one) -> new Known(one.last(), before.times() + 1));
        log.accept(exclusion, now.times());
        listener.accept(exclusion.rule());
        behind.failed(exclusion);
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
