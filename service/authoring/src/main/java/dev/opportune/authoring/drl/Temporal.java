package dev.opportune.authoring.drl;

import dev.opportune.authoring.drl.Tokens.Token;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.drools.drl.ast.descr.BaseDescr;
import org.drools.drl.ast.descr.ExprConstraintDescr;

/** The operators that compare events in time. */
public final class Temporal {
    public static final Set<String> OPERATORS = Set.of(
            "before",
            "after",
            "during",
            "coincides",
            "finishes",
            "finishedby",
            "includes",
            "meets",
            "metby",
            "overlaps",
            "overlappedby",
            "starts",
            "startedby");

    private Temporal() {}

    /**
     * One use of an operator.
     *
     * @param left what stands before it
     * @param window its parameters, as they are written
     * @param right the first word after it; empty if there is none
     */
    public record Use(Token operator, String left, List<String> window, String right) {}

    /** Whether an operator is used in something or in what is inside of it. */
    public static boolean isIn(BaseDescr descr) {
        return descr instanceof ExprConstraintDescr constraint
                        && !uses(constraint.getExpression()).isEmpty()
                || Descriptors.inside(descr).stream().anyMatch(Temporal::isIn);
    }

    /** All uses in an expression. */
    public static List<Use> uses(String expression) {
        List<Token> tokens = Tokens.of(expression);
        List<Use> uses = new ArrayList<>();
        for (int i = 1; i < tokens.size(); i++) {
            Token token = tokens.get(i);
            Token before = tokens.get(i - 1);
            if (OPERATORS.contains(token.text()) && (before.isWord() || before.is(")"))) {
                int next = i + 1;
                List<String> window = new ArrayList<>();
                if (next < tokens.size() && tokens.get(next).is("[")) {
                    next = window(tokens, next, window);
                }
                uses.add(new Use(
                        token,
                        before.text(),
                        window,
                        next < tokens.size() ? tokens.get(next).text() : ""));
            }
        }
        return uses;
    }

    private static int window(List<Token> tokens, int open, List<String> window) {
        StringBuilder parameter = new StringBuilder();
        int next = open + 1;
        while (next < tokens.size() && !tokens.get(next).is("]")) {
            if (tokens.get(next).is(",")) {
                window.add(parameter.toString());
                parameter.setLength(0);
            } else {
                parameter.append(tokens.get(next).text());
            }
            next++;
        }
        window.add(parameter.toString());
        return next + 1;
    }
}
