package dev.opportune.authoring.drl;

import com.github.javaparser.ast.expr.Expression;
import com.github.javaparser.ast.expr.MethodCallExpr;
import com.github.javaparser.ast.expr.NameExpr;
import com.github.javaparser.ast.expr.StringLiteralExpr;
import dev.opportune.authoring.Place;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A call of {@code decide}.
 *
 * @param name such as {@code send}
 * @param flow whose run it is about; null where the text does not say
 */
public record Action(String name, @Nullable String flow, MethodCallExpr call, Consequence consequence) {
    public static final String TRIGGER = "trigger";
    static final String SEND = "send";
    public static final String DELAY = "delay";
    public static final String FALLBACK = "fallback";
    public static final String END = "end";

    /** Which argument of an action names the message. */
    private static final Map<String, Integer> MESSAGE = Map.of(SEND, 1, DELAY, 2, FALLBACK, 1);

    public boolean is(String action) {
        return name.equals(action);
    }

    /** Whether it may be about a run of this flow. */
    public boolean mayConcern(String flowName) {
        return flow == null || flow.equals(flowName);
    }

    public boolean proposesMessage() {
        return MESSAGE.containsKey(name);
    }

    /** The message that it proposes; empty where it proposes none, or the text does not say which. */
    public Optional<String> message() {
        return Optional.ofNullable(MESSAGE.get(name)).flatMap(this::literal).map(StringLiteralExpr::asString);
    }

    /** The reason for which it ends a run; empty where it ends none, or the text does not say. */
    public Optional<String> reason() {
        return is(END) ? literal(1).map(StringLiteralExpr::asString) : Optional.empty();
    }

    /** An argument that is a text. */
    public Optional<StringLiteralExpr> literal(int argument) {
        return call.getArguments().size() > argument && call.getArgument(argument) instanceof StringLiteralExpr literal
                ? Optional.of(literal)
                : Optional.empty();
    }

    public Place place(Expression part) {
        return consequence.place(part);
    }

    public Place place() {
        return consequence.place(call.getName());
    }

    /** Whether a call is one of {@code decide}'s. */
    public static boolean isOne(MethodCallExpr call) {
        return call.getScope()
                .filter(scope -> scope instanceof NameExpr named
                        && named.getNameAsString().equals("decide"))
                .isPresent();
    }
}
