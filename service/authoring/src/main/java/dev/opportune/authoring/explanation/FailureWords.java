package dev.opportune.authoring.explanation;

import dev.opportune.authoring.rules.WrittenRule;
import dev.opportune.kernel.store.Exclusion;
import dev.opportune.kernel.store.Failure;
import dev.opportune.kernel.store.Why;
import java.util.Optional;
import java.util.regex.Pattern;

/** What is said of a rule that failed: which, where it is written, what of it, and why, without the engine's own words. */
public final class FailureWords {
    private static final Pattern NOT_A_NUMBER = Pattern.compile(
            "class java\\.lang\\.String cannot be cast to class java\\.(lang\\.Number|math\\.BigDecimal).*");

    private FailureWords() {}

    /** The whole of it, for the eyes of those who may see the profile: the cause may name what was in its events. */
    public static String whole(Exclusion exclusion, Optional<WrittenRule> written) {
        return rule(exclusion, written) + " failed: " + withCost(exclusion);
    }

    /** The same after the word that it failed. */
    static String afterWord(Exclusion exclusion, Optional<WrittenRule> written) {
        return rule(exclusion, written) + ": " + withCost(exclusion);
    }

    /** The same with nothing in it that came from a profile. */
    public static String withoutData(Exclusion exclusion, Optional<WrittenRule> written) {
        return rule(exclusion, written) + " failed: " + reason(exclusion);
    }

    private static String rule(Exclusion exclusion, Optional<WrittenRule> written) {
        return "rule \"" + exclusion.rule() + "\" (" + place(exclusion, written) + ")";
    }

    private static String withCost(Exclusion exclusion) {
        return what(exclusion) + told(exclusion.failure()) + "; " + lost(exclusion);
    }

    /** What of the rule failed, and why, with nothing in it that came from a profile. */
    public static String reason(Exclusion exclusion) {
        return what(exclusion) + cause(exclusion.failure());
    }

    private static String place(Exclusion exclusion, Optional<WrittenRule> written) {
        String of = "ruleset " + Words.revision(exclusion.revision());
        return written.map(rule -> rule.place(exclusion.failure().condition()) + " of " + of)
                .orElse(of);
    }

    private static String what(Exclusion exclusion) {
        String condition = exclusion.failure().condition();
        if (condition != null) {
            return "its condition " + condition + ": ";
        }
        return exclusion.leavesRuleOut() ? "" : "its action: ";
    }

    private static String lost(Exclusion exclusion) {
        return exclusion.leavesRuleOut()
                ? "it is left out for this profile from here on, until rules are made live anew"
                : "what it proposed here is lost";
    }

    /** What was thrown in words of ours: the JDK's may quote a text out of somebody's event. */
    private static String cause(Failure failure) {
        if (failure.why() != Why.THREW) {
            return "it went over its budget, " + failure.message();
        }
        return switch (failure.thrown()) {
            case "NullPointerException" -> "a value that it needs is missing";
            case "ClassCastException" ->
                NOT_A_NUMBER.matcher(failure.message()).matches()
                        ? "text is not a number"
                        : "a value is of another kind than it takes it for";
            case "NumberFormatException" -> "text is not a number";
            case "ArithmeticException" -> "a number cannot be worked out, such as one divided by nought";
            case "IndexOutOfBoundsException", "StringIndexOutOfBoundsException", "ArrayIndexOutOfBoundsException" ->
                "a text or a list is shorter than it takes it for";
            case "DateTimeException", "DateTimeParseException" -> "text is not a time";
            case "StackOverflowError" -> "it calls itself without end";
            case "IllegalArgumentException" -> "it was given a value that it does not take";
            case "" -> "why was not recorded";
            default -> "it cannot go on (" + failure.thrown() + ")";
        };
    }

    private static String told(Failure failure) {
        return switch (failure.thrown()) {
            case "IllegalArgumentException",
                    "NumberFormatException",
                    "DateTimeParseException",
                    "StringIndexOutOfBoundsException" ->
                failure.message().isEmpty() ? cause(failure) : cause(failure) + " (" + failure.message() + ")";
            case "NullPointerException" -> cause(failure) + missing(failure.message());
            default -> cause(failure);
        };
    }

    /** The JDK's own helpful message names generated code; one of ours names what is missing. */
    private static String missing(String message) {
        return message.isEmpty() || message.startsWith("Cannot ") ? "" : " (" + message + ")";
    }
}
