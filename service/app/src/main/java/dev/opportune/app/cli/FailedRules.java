package dev.opportune.app.cli;

import dev.opportune.kernel.session.Observer;
import dev.opportune.kernel.timeline.Step;
import java.io.PrintStream;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ConcurrentSkipListMap;

/** Notes which rules threw, so that a command can say so. */
final class FailedRules implements Observer {
    private final ConcurrentMap<String, Integer> counts = new ConcurrentSkipListMap<>();
    private final ConcurrentMap<String, String> examples = new ConcurrentHashMap<>();

    @Override
    public void failed(Step step, String rule, Throwable failure) {
        counts.merge(rule, 1, Integer::sum);
        examples.putIfAbsent(rule, String.valueOf(failure));
    }

    void tell(PrintStream to) {
        counts.forEach((rule, count) -> to.println("rule \"" + rule + "\" failed "
                + (count == 1 ? "once" : count + " times") + " and proposed nothing then: " + examples.get(rule)));
    }
}
