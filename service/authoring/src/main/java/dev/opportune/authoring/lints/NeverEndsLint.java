package dev.opportune.authoring.lints;

import dev.opportune.authoring.drl.Action;
import dev.opportune.authoring.drl.Reading;
import dev.opportune.kernel.policy.Flow;
import dev.opportune.kernel.policy.Span;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A flow that some rule opens a run of, and none ends. */
final class NeverEndsLint implements Lint {
    @Override
    public String code() {
        return "never_ends";
    }

    @Override
    public Stream<Finding> findings(Readings all) {
        Set<String> told = new HashSet<>();
        return all.rules().stream()
                .flatMap(reading -> reading.actions(Action.TRIGGER)
                        .filter(opening -> opening.flow() != null
                                && all.flows().containsKey(opening.flow())
                                && all.actions(Action.END).noneMatch(end -> end.mayConcern(opening.flow()))
                                && told.add(opening.flow()))
                        .map(opening -> finding(all, reading, opening)));
    }

    private static Finding finding(Readings all, Reading reading, Action opening) {
        String name = String.valueOf(opening.flow());
        @Nullable Flow flow = all.flows().get(name);
        return new Finding(
                opening.literal(0).map(opening::place).orElseGet(opening::place),
                reading.rule(),
                "no rule ever ends a run of " + name + ": it stays open"
                        + (flow == null ? "" : " for " + Span.format(flow.openFor()) + " (open_for)")
                        + ", what waits is never called back, and no new run with its key can start",
                "end it where it is over, such as when its last message is out: $t : Trigger( flow == \"" + name
                        + "\" ) Sent( trigger == $t ) then decide.end($t, \"done\");");
    }
}
