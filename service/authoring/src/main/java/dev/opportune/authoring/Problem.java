package dev.opportune.authoring;

import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * Something wrong with what an author wrote.
 *
 * @param code stable, in snake_case: what tools tell problems apart by
 * @param rule the name of the rule it is in; null outside of rules
 * @param message what is wrong, in a sentence without a full stop
 * @param hint what to do next; empty where the message says it all
 */
public record Problem(
        Severity severity,
        String code,
        Place place,
        @Nullable String rule,
        String message,
        String hint) implements Comparable<Problem> {
    private static final Comparator<Problem> ORDER = Comparator.comparing(Problem::place)
            .thenComparing(Problem::severity)
            .thenComparing(Problem::code)
            .thenComparing(Problem::message)
            .thenComparing(Problem::hint)
            .thenComparing(Problem::rule, Comparator.nullsFirst(Comparator.naturalOrder()));

    /** A problem outside of rules that makes what has it unusable. */
    public static Problem error(String code, Place place, String message, String hint) {
        return new Problem(Severity.ERROR, code, place, null, message, hint);
    }

    /** The same problem, in a rule. */
    public Problem in(@Nullable String name) {
        return new Problem(severity, code, place, name, message, hint);
    }

    /** The order in which people are told: by place. */
    @Override
    public int compareTo(Problem other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return place + ": " + message + (hint.isEmpty() ? "" : "; " + hint);
    }
}
