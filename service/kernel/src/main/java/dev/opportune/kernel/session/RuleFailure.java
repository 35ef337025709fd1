package dev.opportune.kernel.session;

import dev.opportune.kernel.store.Failure;
import dev.opportune.kernel.store.Why;
import java.util.Collections;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A condition threw, or a rule went over its budget: the engine's state is lost. */
final class RuleFailure extends RuntimeException {
    private static final long serialVersionUID = 1;

    private static final Pattern RULES = Pattern.compile("\\[Rule (.*) in [^\\]]*\\]", Pattern.DOTALL);
    private static final Pattern CONDITION =
            Pattern.compile("Error evaluating constraint '(.*)' in \\[Rule ", Pattern.DOTALL);
    private static final Pattern NAME = Pattern.compile("\"([^\"]*)\"");

    private final transient SortedSet<String> rules;
    private final transient Failure failure;

    /** @param running the rule whose consequence ran; null if none did */
    RuleFailure(Throwable cause, @Nullable String running) {
        super(cause);
        OverBudget over = overBudget(cause);
        this.failure = Failure.of(cause, over == null ? Why.THREW : over.why(), condition(cause));
        SortedSet<String> named = over == null || over.rules().isEmpty() ? named(cause) : over.rules();
        this.rules = named.isEmpty() && running != null ? new TreeSet<>(Set.of(running)) : named;
    }

    private static @Nullable OverBudget overBudget(Throwable failure) {
        for (@Nullable Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof OverBudget over) {
                return over;
            }
        }
        return null;
    }

    /** Whether it went over its budget, and did not throw by itself. */
    boolean isOverBudget() {
        return failure.why() != Why.THREW;
    }

    Failure failure() {
        return failure;
    }

    private static @Nullable String condition(Throwable failure) {
        for (@Nullable Throwable cause = failure; cause != null; cause = cause.getCause()) {
            Matcher text = CONDITION.matcher(String.valueOf(cause.getMessage()));
            if (text.find()) {
                return text.group(1);
            }
        }
        return null;
    }

    /** Of an action, which costs its own proposals only. */
    static Failure ofAction(Exception thrown) {
        OverBudget over = overBudget(thrown);
        return Failure.of(thrown, over == null ? Why.THREW : over.why(), null);
    }

    /** The rules that have the condition; empty if the engine does not say. */
    SortedSet<String> rules() {
        return rules;
    }

    private static SortedSet<String> named(Throwable failure) {
        // The engine tells the rules only in the text of its message.
        for (@Nullable Throwable cause = failure; cause != null; cause = cause.getCause()) {
            Matcher text = RULES.matcher(String.valueOf(cause.getMessage()));
            if (text.find()) {
                TreeSet<String> names = new TreeSet<>();
                Matcher name = NAME.matcher(text.group(1));
                while (name.find()) {
                    names.add(name.group(1));
                }
                return names;
            }
        }
        return Collections.emptySortedSet();
    }
}
