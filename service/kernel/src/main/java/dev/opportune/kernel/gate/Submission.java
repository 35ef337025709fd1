package dev.opportune.kernel.gate;

import dev.opportune.kernel.decision.Terms;
import dev.opportune.kernel.policy.Channel;
import dev.opportune.kernel.policy.Flow;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * A message that asks to be sent.
 *
 * @param veto null if no rule said no
 */
public record Submission(
        Flow flow,
        String message,
        Channel channel,
        Terms terms,
        @Nullable Veto veto) {
    /** By priority, then value, then the flow's name; what is alike in all of these was proposed by one flow. */
    public static final Comparator<Submission> BEST_FIRST = Comparator.comparing(
                    (Submission message) -> message.terms().priority(), Comparator.reverseOrder())
            .thenComparing(message -> message.terms().value(), Comparator.reverseOrder())
            .thenComparing(message -> message.flow().name());
}
