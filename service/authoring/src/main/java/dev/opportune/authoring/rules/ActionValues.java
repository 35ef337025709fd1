package dev.opportune.authoring.rules;

import com.github.javaparser.ast.expr.BinaryExpr;
import com.github.javaparser.ast.expr.ConditionalExpr;
import com.github.javaparser.ast.expr.Expression;
import com.github.javaparser.ast.expr.MethodCallExpr;
import com.github.javaparser.ast.stmt.BlockStmt;
import java.util.List;
import java.util.stream.Stream;

/** Finds facts where a value is meant. The engine would take what programmers print them as, and send that to people. */
final class ActionValues {
    /** Is told of each. */
    interface Errors {
        void error(Expression fact, String message, String hint);
    }

    private final ActionTypes types;
    private final Errors errors;

    ActionValues(ActionTypes types, Errors errors) {
        this.types = types;
        this.errors = errors;
    }

    void check(BlockStmt block) {
        block.findAll(MethodCallExpr.class).stream()
                .filter(call -> isText(call) || ActionFence.isOnDecide(call) && isContent(call))
                .flatMap(call -> call.getArguments().stream())
                .forEach(this::value);
        block.findAll(ConditionalExpr.class).stream()
                .flatMap(choice -> Stream.of(choice.getThenExpr(), choice.getElseExpr()))
                .forEach(this::value);
        block.findAll(BinaryExpr.class).stream()
                .filter(sum -> sum.getOperator() == BinaryExpr.Operator.PLUS)
                .flatMap(sum -> Stream.of(sum.getLeft(), sum.getRight()))
                .forEach(this::value);
    }

    private static boolean isContent(MethodCallExpr call) {
        return List.of("with", "key").contains(call.getNameAsString());
    }

    private static boolean isText(MethodCallExpr call) {
        return call.getNameAsString().equals("valueOf")
                && call.getScope()
                        .filter(scope -> scope.toString().equals("String"))
                        .isPresent();
    }

    private void value(Expression expression) {
        types.fact(expression)
                .ifPresent(fact -> errors.error(
                        expression,
                        expression + " is " + fact + ", and no value",
                        types.isEvent(expression)
                                ? "say which of its properties: " + expression + ".text(\"name\"), or bind one in the"
                                        + " condition: $name : name"
                                : "say which of its properties, or bind one in the condition: $name : property"));
    }
}
