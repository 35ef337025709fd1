package dev.opportune.app.cli;

import dev.opportune.authoring.explanation.FailureWords;
import dev.opportune.authoring.rules.WrittenRule;
import dev.opportune.kernel.session.Observer;
import dev.opportune.kernel.store.Exclusion;
import java.io.PrintStream;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ConcurrentSkipListMap;

/** Notes which rules failed, so that a command can say so. */
final class FailedRules implements Observer {
    private final Map<String, WrittenRule> written;
    private final ConcurrentMap<String, Integer> counts = new ConcurrentSkipListMap<>();
    private final ConcurrentMap<String, Exclusion> examples = new ConcurrentHashMap<>();

    /** @param written the rules, by their names */
    FailedRules(Map<String, WrittenRule> written) {
        this.written = written;
    }

    @Override
    public void failed(Exclusion exclusion) {
        examples.putIfAbsent(exclusion.rule(), exclusion);
        counts.merge(exclusion.rule(), 1, Integer::sum);
    }

    void tell(PrintStream to) {
        counts.forEach((rule, count) -> {
            Exclusion example = Objects.requireNonNull(examples.get(rule));
            String said = FailureWords.withoutData(example, Optional.ofNullable(written.get(rule)));
            String cost = example.leavesRuleOut() ? "it was left out for that profile" : "what it proposed is lost";
            to.println(said + "; " + cost + (count == 1 ? "" : ", " + count + " times in all"));
        });
    }
}
