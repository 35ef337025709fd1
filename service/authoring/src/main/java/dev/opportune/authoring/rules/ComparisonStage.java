package dev.opportune.authoring.rules;

import dev.opportune.authoring.Suggestion;
import dev.opportune.authoring.drl.Descriptors;
import dev.opportune.authoring.drl.DrlFile;
import dev.opportune.authoring.drl.FactTypes;
import dev.opportune.authoring.drl.Patterns;
import dev.opportune.authoring.drl.Tokens;
import dev.opportune.authoring.drl.Tokens.Kind;
import dev.opportune.authoring.drl.Tokens.Token;
import dev.opportune.authoring.drl.Variables;
import dev.opportune.facts.EventFact;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.drools.drl.ast.descr.BaseDescr;
import org.drools.drl.ast.descr.ExprConstraintDescr;
import org.drools.drl.ast.descr.PatternDescr;
import org.drools.drl.ast.descr.RuleDescr;
import org.jspecify.annotations.Nullable;

/**
 * Checks that values are compared with their like. The compiler says so too late, without a place, or not at all: it makes
 * a text of a number, and of some comparisons what is never true.
 */
final class ComparisonStage implements Stage {
    private static final Set<String> COMPARISONS = Set.of("==", "!=", "<", "<=", ">", ">=");
    private static final Set<String> LOOK_UPS = Set.of("text", "number", "flag");

    @Override
    public void apply(Draft draft) {
        for (DrlFile file : draft.drlFiles()) {
            for (RuleDescr rule : file.rules()) {
                Variables variables = Variables.of(rule);
                Descriptors.patterns(rule)
                        .filter(pattern -> pattern.getSource() == null)
                        .forEach(pattern -> FactTypes.find(String.valueOf(pattern.getObjectType()))
                                .ifPresent(type -> new OnePattern(draft, file, rule, variables, type).check(pattern)));
            }
        }
    }

    /** What a value is to the people who write rules. */
    private enum Sort {
        TEXT("a text"),
        NUMBER("a number"),
        TRUTH("true or false");

        private final String words;

        Sort(String words) {
            this.words = words;
        }

        static @Nullable Sort of(Class<?> type) {
            if (type == String.class) {
                return TEXT;
            }
            if (type == boolean.class || type == Boolean.class) {
                return TRUTH;
            }
            return type.isPrimitive() || Number.class.isAssignableFrom(type) ? NUMBER : null;
        }
    }

    /** @param end the token after it */
    private record Value(Token token, Sort sort, boolean literal, int end) {}

    private record OnePattern(Draft draft, DrlFile file, RuleDescr rule, Variables variables, Class<?> type) {
        void check(PatternDescr pattern) {
            List<Token> before = List.of();
            for (BaseDescr part : pattern.getDescrs()) {
                if (part instanceof ExprConstraintDescr constraint) {
                    List<Token> tokens = Tokens.of(constraint.getExpression());
                    fields(constraint, tokens);
                    alone(constraint, tokens, before);
                    for (int i = 0; i < tokens.size(); i++) {
                        comparison(constraint, tokens, i);
                    }
                    before = tokens;
                }
            }
        }

        /** What is compared at a place, if one side is a literal. */
        private void comparison(ExprConstraintDescr constraint, List<Token> tokens, int at) {
            Value left = value(tokens, at);
            if (left == null || left.end() >= tokens.size() || at > 0 && isInside(tokens.get(at - 1))) {
                return;
            }
            int next = left.end();
            boolean listed = tokens.get(next).is("in");
            if (COMPARISONS.contains(tokens.get(next).text()) && next + 1 < tokens.size()) {
                compare(constraint, left, value(tokens, next + 1));
            }
            for (int i = next + 2; listed && i < tokens.size() && !tokens.get(i).is(")"); i++) {
                if (!tokens.get(i).is(",")) {
                    compare(constraint, left, value(tokens, i));
                }
            }
        }

        private static boolean isInside(Token before) {
            return before.is(".") || before.is("-") || before.is("+") || before.is("*") || before.is("/");
        }

        private void compare(ExprConstraintDescr constraint, Value left, @Nullable Value right) {
            if (right == null || left.sort() == right.sort() || left.literal() == right.literal()) {
                return;
            }
            Value property = left.literal() ? right : left;
            Value literal = left.literal() ? left : right;
            error(
                    constraint,
                    literal.token(),
                    property.token().text() + " is " + property.sort().words + ", and "
                            + literal.token().text() + " is " + literal.sort().words,
                    hint(property, literal));
        }

        private static String hint(Value property, Value literal) {
            String name = property.token().text();
            if (name.equals("text") && literal.sort() == Sort.NUMBER) {
                return "write number(…) for what is a number";
            }
            if (name.equals("number") && literal.sort() == Sort.TEXT) {
                return "write text(…) for what is a text";
            }
            return switch (property.sort()) {
                case NUMBER -> "write a number, without quotes";
                case TEXT -> "write a text, in quotes: \"" + literal.token().text() + "\"";
                case TRUTH -> "write true or false, without quotes";
            };
        }

        private @Nullable Value value(List<Token> tokens, int at) {
            if (at >= tokens.size()) {
                return null;
            }
            Token token = tokens.get(at);
            return switch (token.kind()) {
                case TEXT -> new Value(token, Sort.TEXT, true, at + 1);
                case NUMBER -> new Value(token, Sort.NUMBER, true, at + 1);
                case SIGN -> null;
                case WORD -> word(tokens, at);
            };
        }

        private @Nullable Value word(List<Token> tokens, int at) {
            Token token = tokens.get(at);
            if (Set.of("true", "false").contains(token.text())) {
                return new Value(token, Sort.TRUTH, true, at + 1);
            }
            int end = at + 1;
            boolean called = end < tokens.size() && tokens.get(end).is("(");
            boolean goesOn = end < tokens.size()
                    && (tokens.get(end).is(".") || tokens.get(end).is(":"));
            if (goesOn || called != LOOK_UPS.contains(token.text())) {
                return null;
            }
            while (called && end < tokens.size() && !tokens.get(end).is(")")) {
                end++;
            }
            Class<?> kind = FactTypes.valueOf(type, token.text()).orElse(null);
            Sort sort = kind == null ? null : Sort.of(kind);
            return sort == null ? null : new Value(token, sort, false, called ? end + 1 : end);
        }

        /** A constraint that is nothing but a value which is neither true nor false. */
        private void alone(ExprConstraintDescr constraint, List<Token> tokens, List<Token> before) {
            Value value = tokens.isEmpty() ? null : value(tokens, 0);
            if (value == null || value.end() < tokens.size() || value.sort() == Sort.TRUTH) {
                return;
            }
            String name = value.token().text();
            error(
                    constraint,
                    value.token(),
                    name + " is " + value.sort().words + ", and no condition by itself",
                    value.literal()
                            ? "compare a property with it; decimals are written with a point: " + decimal(before, name)
                            : "compare it with something: "
                                    + constraint.getExpression().strip()
                                    + (value.sort() == Sort.TEXT ? " == \"…\"" : " > 0"));
        }

        /** What was meant by two numbers with a comma between them. */
        private static String decimal(List<Token> before, String behind) {
            Token last = before.isEmpty() ? null : before.get(before.size() - 1);
            return last == null || last.kind() != Kind.NUMBER ? "1.5" : last.text() + "." + behind;
        }

        /** What is named after a point must be a property of what is before it. */
        private void fields(ExprConstraintDescr constraint, List<Token> tokens) {
            for (int i = 2; i < tokens.size(); i++) {
                boolean named = tokens.get(i).isWord()
                        && tokens.get(i - 1).is(".")
                        && tokens.get(i - 2).isWord()
                        && (i < 3 || !tokens.get(i - 3).is("."));
                Optional<Class<?>> owner = named ? owner(tokens.get(i - 2).text()) : Optional.empty();
                if (owner.isEmpty() || knows(owner.get(), tokens.get(i).text())) {
                    continue;
                }
                String field = tokens.get(i).text();
                String before = tokens.get(i - 2).text();
                draft.error(
                        "unknown_field",
                        Patterns.ofToken(file, rule, constraint, tokens.get(i)),
                        rule,
                        before + " has no field \"" + field + "\"",
                        Suggestion.nearest(field, FactTypes.properties(owner.get()))
                                .map(near -> "did you mean \"" + near + "\"?")
                                .orElse(
                                        EventFact.class.isAssignableFrom(owner.get())
                                                ? "any property of an event: " + before + ".text(\"" + field
                                                        + "\"), number(…), flag(…)"
                                                : "it has " + String.join(", ", FactTypes.properties(owner.get()))));
            }
        }

        /** The fact that a variable stands for, or that a property gives. */
        private Optional<Class<?>> owner(String name) {
            Class<?> bound = variables.types().get(name);
            return bound != null
                    ? Optional.of(bound)
                    : FactTypes.valueOf(type, name)
                            .filter(kind -> kind.getPackageName().equals(FactTypes.PACKAGE));
        }

        private static boolean knows(Class<?> owner, String word) {
            return FactTypes.properties(owner).contains(word)
                    || FactTypes.methods(owner).contains(word);
        }

        private void error(ExprConstraintDescr constraint, Token token, String message, String hint) {
            draft.error("wrong_type", Patterns.ofToken(file, rule, constraint, token), rule, message, hint);
        }
    }
}
