package dev.opportune.authoring.rules;

import dev.opportune.authoring.Suggestion;
import dev.opportune.authoring.compiler.RulesetCompiler.Complaint;
import dev.opportune.authoring.drl.FactTypes;
import dev.opportune.facts.Decide;
import dev.opportune.facts.EventFact;
import dev.opportune.facts.Message;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What the compiler says about an action, as people say it.
 *
 * @param hint what to write instead
 */
record CompilerWords(String code, String message, String hint) {
    private static final String COMPILE = "compile";
    private static final Pattern NOT_APPLICABLE = Pattern.compile(
            "The method (\\w+)\\((.*)\\) in the type (\\w+) is not applicable for the arguments \\((.*)\\).*");
    private static final Pattern UNDEFINED =
            Pattern.compile("The method (\\w+)\\(.*\\) is undefined for the type (\\w+).*");
    private static final Pattern MISSING =
            Pattern.compile("Method (\\w+) on class \\S*?(\\w+) with arguments \\[(.*)] is missing.*");
    private static final Pattern MISMATCH = Pattern.compile("Type mismatch: cannot convert from (\\w+) to (\\w+).*");
    private static final Pattern UNKNOWN_TYPE = Pattern.compile("(\\w+) cannot be resolved to a type.*");
    private static final Pattern GAVE_UP = Pattern.compile("the compiler gave up: .*");

    private static final Map<String, String> EXAMPLES = Map.of(
            "trigger", "decide.trigger(\"flow\", $event)",
            "send", "decide.send($t, \"message\")",
            "delay", "decide.delay($t, \"30m\", \"message\")",
            "fallback", "decide.fallback($t, \"message\")",
            "end", "decide.end($t, \"reason\")",
            "veto", "decide.veto($candidate, \"reason\")");
    private static final Map<String, String> OPTIONS = Map.of(
            "key", ".key(\"text\")",
            "channel", ".channel(\"sms\")",
            "priority", ".priority(90)",
            "value", ".value(12.5)",
            "with", ".with(\"name\", value)",
            "validFor", ".validFor(\"2h\")",
            "at", ".at($event.getOccurredAt())");
    private static final Map<String, String> NAMES = Map.of(
            "String", "a text",
            "Trigger", "a run",
            "EventFact", "an event",
            "int", "a whole number",
            "double", "a number",
            "Double", "a number",
            "boolean", "true or false",
            "null", "nothing");

    /** The compiler's own words are put into others; those of the fences are for people already. */
    static CompilerWords of(Complaint complaint) {
        return complaint.code().equals(COMPILE)
                ? of(complaint.firstLine())
                : new CompilerWords(complaint.code(), complaint.firstLine(), complaint.hint());
    }

    private static CompilerWords of(String said) {
        return notApplicable(said)
                .or(() -> undefined(said))
                .or(() -> missing(said))
                .or(() -> mismatch(said))
                .or(() -> unknownType(said))
                .orElseGet(() -> new CompilerWords(
                        COMPILE, said, GAVE_UP.matcher(said).matches() ? "compare values of the same kind" : ""));
    }

    private static Optional<CompilerWords> notApplicable(String said) {
        Matcher parts = NOT_APPLICABLE.matcher(said);
        return parts.matches()
                ? Optional.of(new CompilerWords(
                        "wrong_arguments",
                        name(parts.group(1), parts.group(3)) + " takes (" + list(parts.group(2)) + "), not ("
                                + list(parts.group(4)) + ")",
                        example(parts.group(1))))
                : Optional.empty();
    }

    private static Optional<CompilerWords> undefined(String said) {
        Matcher parts = UNDEFINED.matcher(said);
        if (!parts.matches()) {
            return Optional.empty();
        }
        Class<?> type = parts.group(2).equals("EventFact")
                ? EventFact.class
                : FactTypes.find(parts.group(2)).orElse(Decide.class);
        return Optional.of(new CompilerWords(
                "unknown_field",
                parts.group(2) + " has no \"" + parts.group(1) + "\"",
                Suggestion.hint(
                        parts.group(1),
                        Stream.of(type.getMethods())
                                .filter(method -> method.getDeclaringClass() != Object.class)
                                .map(Method::getName)
                                .collect(Collectors.toCollection(TreeSet::new)))));
    }

    private static Optional<CompilerWords> missing(String said) {
        Matcher parts = MISSING.matcher(said);
        return parts.matches()
                ? Optional.of(new CompilerWords(
                        "wrong_arguments",
                        parts.group(1) + " does not take " + list(parts.group(3).replaceAll("class (?:\\w+\\.)*", "")),
                        "write " + parts.group(1) + "(\"…\")"))
                : Optional.empty();
    }

    private static Optional<CompilerWords> mismatch(String said) {
        Matcher parts = MISMATCH.matcher(said);
        return parts.matches()
                ? Optional.of(new CompilerWords(
                        "wrong_type",
                        "here should be " + one(parts.group(2)) + ", not " + one(parts.group(1)),
                        "use a value of that kind"))
                : Optional.empty();
    }

    private static Optional<CompilerWords> unknownType(String said) {
        Matcher parts = UNKNOWN_TYPE.matcher(said);
        return parts.matches()
                ? Optional.of(new CompilerWords(
                        "unknown_fact",
                        "there is no type \"" + parts.group(1) + "\"",
                        Suggestion.hint(parts.group(1), FactTypes.names())))
                : Optional.empty();
    }

    private static String name(String method, String type) {
        return type.equals(Decide.class.getSimpleName())
                ? "decide." + method
                : type.equals(Message.class.getSimpleName()) ? "." + method : method;
    }

    private static String example(String method) {
        return EXAMPLES.containsKey(method)
                ? "write " + EXAMPLES.get(method)
                : OPTIONS.containsKey(method) ? "write " + OPTIONS.get(method) : "";
    }

    private static String list(String types) {
        return types.isBlank()
                ? "nothing"
                : List.of(types.split(",\\s*")).stream().map(CompilerWords::one).collect(Collectors.joining(", "));
    }

    private static String one(String type) {
        return NAMES.getOrDefault(type, "a " + type);
    }
}
