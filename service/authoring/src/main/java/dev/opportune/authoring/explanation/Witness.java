package dev.opportune.authoring.explanation;

import dev.opportune.kernel.decision.Decision;
import dev.opportune.kernel.decision.Delivery;
import dev.opportune.kernel.decision.TriggerName;
import dev.opportune.kernel.gate.Answer;
import dev.opportune.kernel.session.Observer;
import dev.opportune.kernel.store.Exclusion;
import dev.opportune.kernel.timeline.Step;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** Takes down what leaves no record. */
final class Witness implements Observer {
    private final List<Seen> seen = new ArrayList<>();

    List<Seen> seen() {
        return List.copyOf(seen);
    }

    @Override
    public void fired(Step step, String rule, List<String> because) {
        seen.add(new Seen.Fired(step, rule, because));
    }

    @Override
    public void refused(Step step, String rule, TriggerName trigger, String why) {
        seen.add(new Seen.Refused(step, rule, trigger, why));
    }

    @Override
    public void failed(Exclusion exclusion) {
        seen.add(new Seen.Failed(exclusion));
    }

    @Override
    public void judged(Step step, Decision judged, Supplier<List<Answer>> gates) {
        seen.add(new Seen.Judged(step, judged, gates.get()));
    }

    @Override
    public void delivered(Instant now, Decision message, Delivery delivery, Supplier<List<Answer>> gates) {
        seen.add(new Seen.Delivered(Step.due(now), message, delivery, gates.get()));
    }

    /** What was handed over stays so, whatever is decided anew. */
    @Override
    public void rewound(Step place) {
        seen.removeIf(one -> !(one instanceof Seen.Delivered) && !one.step().isBefore(place));
    }
}
