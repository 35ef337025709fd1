package dev.opportune.authoring.rules;

import com.github.javaparser.ast.Node;
import com.github.javaparser.ast.body.VariableDeclarator;
import com.github.javaparser.ast.expr.BinaryExpr;
import com.github.javaparser.ast.expr.Expression;
import com.github.javaparser.ast.expr.MethodCallExpr;
import com.github.javaparser.ast.expr.NameExpr;
import com.github.javaparser.ast.stmt.BlockStmt;
import com.github.javaparser.ast.stmt.ExpressionStmt;
import dev.opportune.authoring.Suggestion;
import dev.opportune.authoring.drl.Action;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Finds names in an action that nothing has, and says what was probably meant by them. */
final class ActionVariables {
    private final BlockStmt block;
    private final Set<String> known;

    /** @param bound the names that the conditions and the file bind */
    ActionVariables(BlockStmt block, Set<String> bound) {
        this.block = block;
        this.known = new TreeSet<>(bound);
        block.findAll(VariableDeclarator.class).forEach(local -> known.add(local.getNameAsString()));
    }

    void check(ActionFence.Refusals unknown) {
        for (NameExpr name : block.findAll(NameExpr.class)) {
            if (isUnknown(name) && !isRestOfText(name)) {
                unknown.refuse(name, "there is no variable \"" + name + "\"", hint(name));
            }
        }
    }

    private boolean isUnknown(Node node) {
        return node instanceof NameExpr name
                && !Character.isUpperCase(name.getNameAsString().charAt(0))
                && !known.contains(name.getNameAsString());
    }

    private String hint(NameExpr name) {
        Optional<String> near = Suggestion.nearest(name.getNameAsString(), known);
        if (near.isPresent() && near.get().length() > 1) {
            return "did you mean \"" + near.get() + "\"?";
        }
        if (name.getNameAsString().startsWith("$")) {
            return "bind it in a pattern";
        }
        return opening(name)
                .or(() -> text(name).map(text -> "if it is a text, put it in quotes: \"" + text + "\""))
                .orElse("bind it in a pattern");
    }

    /** A run that is opened, and not given the name that it is called by. */
    private Optional<String> opening(NameExpr name) {
        boolean isRun = name.getParentNode()
                .filter(parent ->
                        parent instanceof MethodCallExpr call && Action.isOne(call) && call.getArgument(0) == name)
                .isPresent();
        return block.findAll(ExpressionStmt.class).stream()
                .map(ExpressionStmt::getExpression)
                .filter(opened -> isRun && isOpening(opened))
                .findFirst()
                .map(opened -> "give the run that name where it is opened: Trigger " + name + " = " + opened + ";");
    }

    private static boolean isOpening(Expression expression) {
        return expression instanceof MethodCallExpr call
                && (Action.isOne(call)
                        ? call.getNameAsString().equals(Action.TRIGGER)
                        : call.getScope().filter(ActionVariables::isOpening).isPresent());
    }

    /** A text without its quotes is read as a subtraction where it has dashes. */
    private Optional<String> text(NameExpr name) {
        Node whole = name;
        while (whole.getParentNode().filter(ActionVariables::isDash).isPresent()) {
            whole = whole.getParentNode().get();
        }
        return whole.getParentNode().filter(MethodCallExpr.class::isInstance).isPresent()
                        && !(whole.getParentNode().get() instanceof MethodCallExpr call
                                && call.getScope().filter(whole::equals).isPresent())
                ? Optional.of(whole.toString().replace(" - ", "-"))
                : Optional.empty();
    }

    private boolean isRestOfText(NameExpr name) {
        Node parent = name.getParentNode().orElse(null);
        return parent instanceof BinaryExpr dash && isDash(dash) && dash.getRight() == name && isUnknown(first(dash));
    }

    private static Node first(Expression expression) {
        return expression instanceof BinaryExpr dash && isDash(dash) ? first(dash.getLeft()) : expression;
    }

    private static boolean isDash(Node node) {
        return node instanceof BinaryExpr binary && binary.getOperator() == BinaryExpr.Operator.MINUS;
    }
}
