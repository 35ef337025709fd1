package dev.opportune.authoring.explanation;

import dev.opportune.authoring.rules.WrittenRule;
import dev.opportune.kernel.decision.Change;
import dev.opportune.kernel.decision.Decision;
import dev.opportune.kernel.decision.Kind;
import dev.opportune.kernel.decision.TriggerName;
import dev.opportune.kernel.gate.Answer;
import dev.opportune.kernel.store.Exclusion;
import dev.opportune.kernel.timeline.Properties;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What is said of decisions, a line each: the same words in a log, in the report of a story that failed, and in the
 * explanation of what was decided in earnest.
 */
public final class Words {
    private static final int SHORT_REVISION = 8;
    private static final String NONE = "(none)";
    private static final DateTimeFormatter LOCAL =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSSxxx", Locale.ROOT);

    private Words() {}

    /** What one outcome of a decision is called at the beginning of its line. */
    public static String word(Decision decision, Change change) {
        if (decision.message() == null) {
            return switch (change.outcome()) {
                case CANCEL, SUPPRESS -> "undoes";
                case NONE, SEND, WAIT -> decision.kind() == Kind.END ? "ends" : "opens";
            };
        }
        return switch (change.outcome()) {
            case SEND, SUPPRESS, CANCEL -> change.outcome().word();
            case WAIT, NONE -> change.reason() == null ? "waits" : "defer";
        };
    }

    /** One outcome of a decision: when, what, of which flow, why, by which rule, because of which events. */
    static String outcome(Decision decision, Change change, UnaryOperator<String> named) {
        String message = decision.message();
        return outcome(
                change.at(),
                word(decision, change),
                message == null ? decision.flow() : message,
                decision,
                change,
                named);
    }

    /**
     * The same, of something that is called otherwise.
     *
     * @param named says of an event's id what it was
     */
    public static String outcome(
            Instant at, String word, String name, Decision decision, Change change, UnaryOperator<String> named) {
        StringBuilder text = new StringBuilder(name);
        if (decision.message() != null) {
            text.append("  flow ").append(decision.flow());
        }
        if (!decision.key().isEmpty()) {
            text.append("  key ").append(show(decision.key()));
        }
        if (change.reason() != null) {
            text.append("  ").append(change.reason());
        }
        if (!change.facts().isEmpty()) {
            text.append(' ').append(show(change.facts()));
        }
        if (word.equals("waits") || word.equals("defer")) {
            text.append("  until ").append(local(change.dueAt(), change.timezone()));
        }
        if (word.equals("send") && !decision.content().isEmpty()) {
            text.append("  with ").append(show(decision.content()));
        }
        text.append("  ").append(by(decision.rule()));
        if (!decision.because().isEmpty()) {
            text.append("  because of ")
                    .append(decision.because().stream().map(named).collect(Collectors.joining(", ")));
        }
        text.append("  ruleset ").append(revision(change.ruleset()));
        return line(at, change.timezone(), word, text.toString());
    }

    /** The rule, or what is no rule: ends that none asked for bear their reason instead of a rule's name. */
    static String by(String rule) {
        return rule.equals(Decision.FLOW_REMOVED) ? "the flow is no longer in the rules" : "rule \"" + rule + '"';
    }

    /** An opening that a rule asked for and was not given. */
    public static String refused(Instant at, @Nullable String zone, String rule, TriggerName trigger, String why) {
        String key = trigger.key().isEmpty() ? "" : "  key " + show(trigger.key());
        return line(at, zone, "refused", trigger.flow() + key + "  " + refusal(why) + "  rule \"" + rule + '"');
    }

    private static String refusal(String why) {
        return switch (why) {
            case "open" -> "one is open already";
            case "before" -> "the same cause has opened it before";
            default -> "too soon after the last one (" + why + ")";
        };
    }

    /** That a rule failed, and what that cost. */
    public static String failed(Exclusion exclusion, @Nullable String zone, Optional<WrittenRule> written) {
        return line(exclusion.from().at(), zone, "failed", FailureWords.afterWord(exclusion, written));
    }

    /** What all the gates said that were asked about a message. */
    public static String gates(Instant at, String zone, Decision message, List<Answer> answers) {
        List<String> passed = new ArrayList<>();
        String no = "";
        for (Answer answer : answers) {
            String figures = GateWords.figures(answer, zone);
            String said = answer.gate().word() + (figures.isEmpty() ? "" : " (" + figures + ")");
            if (answer.passed()) {
                passed.add(said);
            } else {
                no = "  " + GateWords.verdict(answer, zone) + " from " + said;
            }
        }
        String yes = passed.isEmpty() ? "" : "  passed " + String.join(", ", passed);
        return line(at, zone, "gates", message.message() + yes + no);
    }

    /** What one gate said. */
    static String gate(Instant at, String zone, Answer answer) {
        String figures = GateWords.figures(answer, zone);
        return line(
                at,
                zone,
                "gate",
                answer.gate().word() + " " + GateWords.verdict(answer, zone)
                        + (figures.isEmpty() ? "" : ": " + figures));
    }

    /** A line about an instant, as they all are. */
    static String line(Instant at, @Nullable String zone, String word, String text) {
        return local(at, zone) + String.format(Locale.ROOT, "  %-8s  ", word) + text;
    }

    /** The first letters of a revision, which is how people name one. */
    static String revision(String revision) {
        return revision.substring(0, Math.min(SHORT_REVISION, revision.length()));
    }

    /** An instant where a shopper lives, milliseconds only where there are any; UTC where the zone is no zone. */
    public static String local(Instant instant, @Nullable String zoneName) {
        boolean isZone = zoneName != null && ZoneId.getAvailableZoneIds().contains(zoneName);
        return LOCAL.format(instant.atZone(ZoneId.of(isZone ? zoneName : "UTC")))
                .replace(".000", "");
    }

    /** A value, a text in quotes where it could be taken for a number or a yes or no. */
    public static String show(@Nullable Object value) {
        if (value == null) {
            return NONE;
        }
        if (value instanceof BigDecimal number) {
            return number.toPlainString();
        }
        if (value instanceof Properties properties) {
            return show(properties);
        }
        boolean misleading = value instanceof String text && text.matches("-?[\\d.]+|true|false|\\s*|.*[,:{}\"].*");
        return misleading ? "\"" + value + "\"" : value.toString();
    }

    /** Properties as {@code {name: value, …}}. */
    public static String show(Properties values) {
        return values.values().entrySet().stream()
                .map(value -> value.getKey() + ": " + show(value.getValue()))
                .collect(Collectors.joining(", ", "{", "}"));
    }
}
