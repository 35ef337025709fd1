package dev.opportune.authoring.rules;

import com.github.javaparser.ast.Modifier;
import com.github.javaparser.ast.Node;
import com.github.javaparser.ast.body.VariableDeclarator;
import com.github.javaparser.ast.comments.Comment;
import com.github.javaparser.ast.expr.BinaryExpr;
import com.github.javaparser.ast.expr.BooleanLiteralExpr;
import com.github.javaparser.ast.expr.ConditionalExpr;
import com.github.javaparser.ast.expr.DoubleLiteralExpr;
import com.github.javaparser.ast.expr.EnclosedExpr;
import com.github.javaparser.ast.expr.Expression;
import com.github.javaparser.ast.expr.FieldAccessExpr;
import com.github.javaparser.ast.expr.IntegerLiteralExpr;
import com.github.javaparser.ast.expr.LongLiteralExpr;
import com.github.javaparser.ast.expr.MethodCallExpr;
import com.github.javaparser.ast.expr.NameExpr;
import com.github.javaparser.ast.expr.NullLiteralExpr;
import com.github.javaparser.ast.expr.SimpleName;
import com.github.javaparser.ast.expr.StringLiteralExpr;
import com.github.javaparser.ast.expr.UnaryExpr;
import com.github.javaparser.ast.expr.VariableDeclarationExpr;
import com.github.javaparser.ast.stmt.BlockStmt;
import com.github.javaparser.ast.stmt.EmptyStmt;
import com.github.javaparser.ast.stmt.ExpressionStmt;
import com.github.javaparser.ast.stmt.IfStmt;
import com.github.javaparser.ast.type.ClassOrInterfaceType;
import com.github.javaparser.ast.type.PrimitiveType;
import com.github.javaparser.ast.type.VarType;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Lets pass actions that call methods of what the rule has at hand, and nothing that could loop, make or reach out. */
final class ActionFence {
    private static final Set<Class<?>> ALLOWED = Set.of(
            BlockStmt.class,
            ExpressionStmt.class,
            EmptyStmt.class,
            IfStmt.class,
            VariableDeclarationExpr.class,
            VariableDeclarator.class,
            Modifier.class,
            ClassOrInterfaceType.class,
            PrimitiveType.class,
            VarType.class,
            MethodCallExpr.class,
            NameExpr.class,
            SimpleName.class,
            BinaryExpr.class,
            ConditionalExpr.class,
            EnclosedExpr.class,
            StringLiteralExpr.class,
            IntegerLiteralExpr.class,
            LongLiteralExpr.class,
            DoubleLiteralExpr.class,
            BooleanLiteralExpr.class,
            NullLiteralExpr.class);

    private static final Set<UnaryExpr.Operator> SIGNS =
            Set.of(UnaryExpr.Operator.MINUS, UnaryExpr.Operator.PLUS, UnaryExpr.Operator.LOGICAL_COMPLEMENT);

    /** Static methods that always give the same for the same. */
    private static final Map<String, Set<String>> STATIC = Map.of(
            "Math", Set.of("abs", "ceil", "floor", "max", "min", "round"),
            "String", Set.of("valueOf"));

    /** The trigger of a message is unknown once it has ended and the session was rebuilt. */
    private static final Set<String> REFUSED_METHODS = Set.of("getClass", "wait", "notify", "notifyAll", "getTrigger");

    private static final String VALUES = "actions call decide, with values of the facts";

    /** Is told what does not pass. */
    interface Refusals {
        void refuse(Node node, String message, String hint);
    }

    private final Members members;
    private final ActionTypes types;
    private final Refusals refusals;

    ActionFence(Members members, ActionTypes types, Refusals refusals) {
        this.members = members;
        this.types = types;
        this.refusals = refusals;
    }

    void check(Node node) {
        if (!isAllowed(node)) {
            refusals.refuse(
                    node,
                    "\"" + first(node) + "\" is not allowed here",
                    node instanceof FieldAccessExpr access
                            ? types.instead(access).orElse(VALUES)
                            : VALUES);
            return;
        }
        if (node instanceof MethodCallExpr call && !isAllowedCall(call)) {
            refusals.refuse(
                    call,
                    "calling " + call.getScope().map(scope -> scope + ".").orElse("") + call.getName()
                            + " is not allowed",
                    members.instead(call.getNameAsString(), VALUES));
            return;
        }
        node.getChildNodes().forEach(this::check);
    }

    private static boolean isAllowed(Node node) {
        if (node instanceof UnaryExpr unary) {
            return SIGNS.contains(unary.getOperator());
        }
        if (node instanceof ClassOrInterfaceType type) {
            return type.getScope().isEmpty() && type.getTypeArguments().isEmpty();
        }
        return node instanceof Comment || ALLOWED.contains(node.getClass());
    }

    private boolean isAllowedCall(MethodCallExpr call) {
        Optional<Expression> scope = call.getScope();
        if (scope.isEmpty() || REFUSED_METHODS.contains(call.getNameAsString())) {
            return false;
        }
        if (scope.get() instanceof NameExpr name
                && Character.isUpperCase(name.getNameAsString().charAt(0))) {
            return STATIC.getOrDefault(name.getNameAsString(), Set.of()).contains(call.getNameAsString());
        }
        return isOnDecide(call) || members.isMethod(call.getNameAsString());
    }

    /** Whether it is an action, or an option of one: which of these there are is said elsewhere. */
    static boolean isOnDecide(MethodCallExpr call) {
        Expression scope = call.getScope().orElse(null);
        while (scope instanceof MethodCallExpr inner) {
            scope = inner.getScope().orElse(null);
        }
        return scope instanceof NameExpr root && root.getNameAsString().equals("decide");
    }

    private static String first(Node node) {
        return node.toString().lines().findFirst().orElse("");
    }
}
