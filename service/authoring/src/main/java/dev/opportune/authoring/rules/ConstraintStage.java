package dev.opportune.authoring.rules;

import dev.opportune.authoring.Place;
import dev.opportune.authoring.Suggestion;
import dev.opportune.authoring.drl.Awaited;
import dev.opportune.authoring.drl.Descriptors;
import dev.opportune.authoring.drl.DrlFile;
import dev.opportune.authoring.drl.FactTypes;
import dev.opportune.authoring.drl.Patterns;
import dev.opportune.authoring.drl.Temporal;
import dev.opportune.authoring.drl.Tokens;
import dev.opportune.authoring.drl.Tokens.Token;
import dev.opportune.authoring.drl.Variables;
import dev.opportune.facts.Sent;
import dev.opportune.facts.Trigger;
import dev.opportune.kernel.policy.Policy;
import dev.opportune.kernel.policy.Span;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.drools.drl.ast.descr.AccumulateDescr;
import org.drools.drl.ast.descr.ExprConstraintDescr;
import org.drools.drl.ast.descr.PatternDescr;
import org.drools.drl.ast.descr.RuleDescr;
import org.jspecify.annotations.Nullable;

/** Checks what constraints name: properties, variables, flows, windows; and that they only compare. */
final class ConstraintStage implements Stage {
    private static final Set<String> COMPARING = Set.of("in", "not", "contains", "memberOf");
    private static final Set<String> LITERALS = Set.of("this", "null", "true", "false");
    private static final Map<String, String> REFUSED = Map.of(
            "matches", "compare with == or in (…): a pattern can take forever",
            "soundslike", "compare with ==",
            "str", "compare with ==",
            "excludes", "write not contains",
            "eval", "write the condition itself",
            "new", "compare with a literal",
            "getClass", "name the fact you mean in the pattern",
            "class", "name the fact you mean in the pattern",
            "instanceof", "name the fact you mean in the pattern");
    private static final Set<String> FLOW_FACTS = Set.of("Trigger", "Candidate", "Sent");
    private static final Pattern WITHOUT_UNIT = Pattern.compile("[-+]?[1-9]\\d*");
    private static final Pattern SEVERAL_UNITS = Pattern.compile("[-+]?\\d+[a-zA-Z]+\\d.*");

    @Override
    public void apply(Draft draft) {
        for (DrlFile file : draft.drlFiles()) {
            for (RuleDescr rule : file.rules()) {
                OneRule one = new OneRule(draft, file, rule, Variables.of(rule));
                Descriptors.patterns(rule).forEach(one::pattern);
            }
        }
    }

    private record OneRule(Draft draft, DrlFile file, RuleDescr rule, Variables variables) {
        void pattern(PatternDescr pattern) {
            boolean ofResults = pattern.getSource() instanceof AccumulateDescr;
            Class<?> type = ofResults
                    ? Void.class
                    : FactTypes.find(String.valueOf(pattern.getObjectType())).orElse(null);
            if (type == null) {
                return;
            }
            pattern.getDescrs().stream()
                    .filter(ExprConstraintDescr.class::isInstance)
                    .map(ExprConstraintDescr.class::cast)
                    .forEach(constraint -> {
                        words(pattern, type, constraint);
                        flow(type, constraint);
                        triggerOfSent(type, constraint);
                        Temporal.uses(constraint.getExpression()).forEach(use -> temporal(type, constraint, use));
                    });
        }

        private void words(PatternDescr pattern, Class<?> type, ExprConstraintDescr constraint) {
            List<Token> tokens = Tokens.of(constraint.getExpression());
            Set<String> known = new TreeSet<>(FactTypes.properties(type));
            known.addAll(FactTypes.methods(type));
            int depth = 0;
            int behindText = 0;
            for (int i = 0; i < tokens.size(); i++) {
                Token token = tokens.get(i);
                depth += token.is("[") ? 1 : token.is("]") ? -1 : 0;
                if (!token.isWord() || depth > 0) {
                    continue;
                }
                if (REFUSED.containsKey(token.text())) {
                    error(
                            "not_allowed",
                            constraint,
                            token,
                            token.text() + " is not allowed",
                            REFUSED.getOrDefault(token.text(), ""));
                    return;
                }
                if (i >= behindText
                        && isName(tokens, i)
                        && !known.contains(token.text())
                        && !variables.has(token.text())) {
                    Optional<BareText> text = BareText.at(tokens, i);
                    behindText = text.map(BareText::end).orElse(i);
                    unknown(pattern, constraint, token, known, text.orElse(null));
                }
            }
        }

        /** Whether a word stands where a property or a variable is meant. */
        private static boolean isName(List<Token> tokens, int at) {
            String word = tokens.get(at).text();
            boolean afterDot = at > 0 && tokens.get(at - 1).is(".");
            boolean binds = at + 1 < tokens.size()
                    && (tokens.get(at + 1).is(":") || tokens.get(at + 1).is(":="));
            boolean operator = at > 0 && (COMPARING.contains(word) || Temporal.OPERATORS.contains(word));
            return !afterDot && !binds && !operator && !LITERALS.contains(word);
        }

        private void unknown(
                PatternDescr pattern,
                ExprConstraintDescr constraint,
                Token token,
                Set<String> known,
                @Nullable BareText text) {
            Set<String> candidates = new TreeSet<>(variables.names());
            if (!token.text().startsWith("$")) {
                candidates.addAll(known);
            }
            boolean variable = token.text().startsWith("$") || pattern.getSource() != null;
            error(
                    variable ? "unknown_variable" : "unknown_field",
                    constraint,
                    token,
                    variable
                            ? "there is no variable \"" + token.text() + "\""
                            : pattern.getObjectType() + " has no field \"" + token.text() + "\"",
                    Suggestion.nearest(token.text(), candidates)
                            .filter(near -> text == null || text.isOneWord())
                            .map(near -> "did you mean \"" + near + "\"?")
                            .or(() -> Optional.ofNullable(text).map(BareText::hint))
                            .orElse(
                                    variable
                                            ? "bind it in an earlier pattern"
                                            : known.contains("text")
                                                    ? "any property of an event: text(\"" + token.text()
                                                            + "\"), number(…), flag(…)"
                                                    : "it has " + String.join(", ", known)));
        }

        private void flow(Class<?> type, ExprConstraintDescr constraint) {
            List<Token> tokens = Tokens.of(constraint.getExpression());
            for (int i = 2; i < tokens.size() && FLOW_FACTS.contains(type.getSimpleName()); i++) {
                Token value = tokens.get(i);
                if (value.kind() == Tokens.Kind.TEXT
                        && tokens.get(i - 1).is("==")
                        && tokens.get(i - 2).is("flow")) {
                    String flow = value.text().substring(1, value.text().length() - 1);
                    if (!draft.flowNames().contains(flow)) {
                        error(
                                "unknown_flow",
                                constraint,
                                value,
                                "there is no flow \"" + flow + "\"",
                                Suggestion.hint(flow, draft.flowNames()));
                    }
                }
            }
        }

        /** A session that is rebuilt does not know the trigger of a message once that has ended. */
        private void triggerOfSent(Class<?> type, ExprConstraintDescr constraint) {
            List<Token> tokens = Tokens.of(constraint.getExpression());
            for (int i = 0; i < tokens.size() && type == Sent.class; i++) {
                boolean named = tokens.get(i).is("trigger") && isName(tokens, i);
                boolean compared = i + 2 < tokens.size()
                        && (tokens.get(i + 1).is("==") || tokens.get(i + 1).is("!="))
                        && variables.types().get(tokens.get(i + 2).text()) == Trigger.class;
                if (named && !compared) {
                    error(
                            "trigger_of_sent",
                            constraint,
                            tokens.get(i),
                            "the trigger of a Sent can only be compared with an open one",
                            "write trigger == $t after $t : Trigger( … ), or name its flow and message");
                }
            }
        }

        private void temporal(Class<?> type, ExprConstraintDescr constraint, Temporal.Use use) {
            if (use.left().equals("this") && type != Void.class && !FactTypes.isEvent(type)) {
                error(
                        "no_event",
                        constraint,
                        use.operator(),
                        type.getSimpleName() + " has no time to compare",
                        "use \"" + use.operator().text() + "\" between events");
            }
            Class<?> right = variables.types().get(use.right());
            if (right != null && !FactTypes.isEvent(right)) {
                error(
                        "no_event",
                        constraint,
                        use.operator(),
                        use.right() + " is a " + right.getSimpleName() + ", which has no time to compare",
                        "use \"" + use.operator().text() + "\" between events");
            }
            Awaited.reversed(use)
                    .ifPresent(bounds -> error(
                            "empty_window",
                            constraint,
                            use.operator(),
                            "the window ends before it begins",
                            "write the nearer bound first: " + use.operator().text() + bounds));
            // The bounds of one window are one mistake.
            for (String parameter : use.window()) {
                if (isWindowRefused(constraint, use, parameter)) {
                    break;
                }
            }
        }

        private boolean isWindowRefused(ExprConstraintDescr constraint, Temporal.Use use, String parameter) {
            if (SEVERAL_UNITS.matcher(parameter).matches()) {
                error(
                        "several_units",
                        constraint,
                        use.operator(),
                        "of " + parameter + " the engine would read the first part only",
                        "write it in one unit: 90m, not 1h30m");
                return true;
            }
            if (WITHOUT_UNIT.matcher(parameter).matches()) {
                error(
                        "invalid_duration",
                        constraint,
                        use.operator(),
                        "the engine would read " + parameter + " as milliseconds",
                        "write it with a unit: " + parameter + "s, " + parameter + "m, " + parameter + "h or "
                                + parameter + "d");
                return true;
            }
            Duration lookback = draft.policy().map(Policy::lookback).orElse(null);
            if (lookback == null || parameter.isEmpty()) {
                return false;
            }
            try {
                if (Span.parse(parameter.replaceFirst("^[-+]", "")).compareTo(lookback) > 0) {
                    error(
                            "window_too_long",
                            constraint,
                            use.operator(),
                            "the window of " + parameter + " is longer than the lookback (" + Span.format(lookback)
                                    + ")",
                            "shorten it, or lengthen the lookback in policy.yml");
                    return true;
                }
            } catch (IllegalArgumentException milliseconds) {
                // An open end (*), milliseconds and the like: the compiler knows more of them.
            }
            return false;
        }

        private void error(String code, ExprConstraintDescr constraint, Token token, String message, String hint) {
            draft.error(code, place(constraint, token), rule, message, hint);
        }

        private Place place(ExprConstraintDescr constraint, Token token) {
            return Patterns.ofToken(file, rule, constraint, token);
        }
    }
}
