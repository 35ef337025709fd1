package dev.opportune.authoring.lints;

import com.github.javaparser.ast.expr.StringLiteralExpr;
import dev.opportune.authoring.drl.Action;
import dev.opportune.authoring.drl.Reading;
import dev.opportune.authoring.settings.FlowReader;
import dev.opportune.kernel.policy.Flow;
import dev.opportune.kernel.policy.Span;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A delay that is not over when its run is. How long the message is valid makes no difference to that: it counts from when
 * the message is due.
 */
final class DelayOutlastsRunLint implements Lint {
    private static final int DELAY = 1;

    @Override
    public String code() {
        return "delay_outlasts_run";
    }

    @Override
    public Stream<Finding> findings(Readings all) {
        return all.rules().stream()
                .flatMap(reading ->
                        reading.actions(Action.DELAY).flatMap(action -> finding(all, reading, action).stream()));
    }

    private static Optional<Finding> finding(Readings all, Reading reading, Action action) {
        @Nullable Flow flow = action.flow() == null ? null : all.flows().get(action.flow());
        StringLiteralExpr written = action.literal(DELAY).orElse(null);
        if (flow == null || written == null) {
            return Optional.empty();
        }
        Duration delay = Span.parse(written.asString());
        if (delay.compareTo(flow.openFor()) < 0) {
            return Optional.empty();
        }
        return Optional.of(new Finding(
                action.place(written),
                reading.rule(),
                "the message is never sent: after " + Span.format(flow.openFor()) + " a run of " + flow.name()
                        + " is over (open_for), and what waits is cancelled",
                "shorten the delay, or write a longer open_for than " + Span.format(delay) + " into " + flow.name()
                        + "/" + FlowReader.FILE));
    }
}
