package dev.opportune.authoring.drl;

import dev.opportune.authoring.Place;
import dev.opportune.kernel.policy.Span;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.drools.drl.ast.descr.ExprConstraintDescr;
import org.jspecify.annotations.Nullable;

/**
 * That a fact is to come after another.
 *
 * @param reference the variable of the other
 * @param least how long after at least; null where it says no more than "after", which leaves out the same moment
 * @param most how long after at most; null where there is no end to it
 * @param place of the operator
 */
public record Awaited(
        String reference,
        @Nullable Duration least,
        @Nullable Duration most,
        Place place) {
    private static final Pattern MILLISECONDS = Pattern.compile("(\\d{1,12})(?:ms)?");

    /** Whether the other fact's moment is not yet enough. */
    public boolean isLater() {
        return least == null || !least.isZero();
    }

    /** Whether a time has to go by until it is known. */
    public boolean hasDeadline() {
        return most != null && !most.isZero();
    }

    /** What a condition awaits. */
    public static List<Awaited> in(Condition condition) {
        List<Awaited> found = new ArrayList<>();
        for (ExprConstraintDescr constraint : condition.constraints()) {
            for (Temporal.Use use : Temporal.uses(constraint.getExpression())) {
                String operator = use.operator().text();
                boolean after = operator.equals("after") && use.left().equals("this");
                boolean before = operator.equals("before") && use.right().equals("this");
                if (after || before) {
                    found.add(new Awaited(
                            after ? use.right() : use.left(),
                            use.window().isEmpty()
                                    ? null
                                    : span(use.window().get(0)).orElse(Duration.ZERO),
                            use.window().size() < 2
                                    ? null
                                    : span(use.window().get(1)).orElse(null),
                            condition.place(constraint, use.operator())));
                }
            }
        }
        return found;
    }

    /** The bounds of a window the right way round, where the first is greater than the second. */
    public static Optional<String> reversed(Temporal.Use use) {
        if (use.window().size() != 2) {
            return Optional.empty();
        }
        Optional<Duration> first = span(use.window().get(0));
        Optional<Duration> second = span(use.window().get(1));
        return first.isPresent() && second.isPresent() && first.get().compareTo(second.get()) > 0
                ? Optional.of("[" + use.window().get(1) + ", " + use.window().get(0) + "]")
                : Optional.empty();
    }

    /** What a window's bound says; empty where it is open. A bare number is milliseconds to the engine. */
    private static Optional<Duration> span(String bound) {
        Matcher milliseconds = MILLISECONDS.matcher(bound);
        if (milliseconds.matches()) {
            return Optional.of(Duration.ofMillis(Long.parseLong(milliseconds.group(1))));
        }
        try {
            return Optional.of(Span.parse(bound));
        } catch (IllegalArgumentException openOrUnknown) {
            return Optional.empty();
        }
    }
}
