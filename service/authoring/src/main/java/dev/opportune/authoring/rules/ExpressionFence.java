package dev.opportune.authoring.rules;

import com.github.javaparser.ast.Node;
import com.github.javaparser.ast.expr.BinaryExpr;
import com.github.javaparser.ast.expr.BooleanLiteralExpr;
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
import com.github.javaparser.ast.expr.ThisExpr;
import com.github.javaparser.ast.expr.UnaryExpr;
import dev.opportune.authoring.drl.Descriptors;
import dev.opportune.authoring.drl.DrlFile;
import dev.opportune.authoring.drl.Temporal;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.drools.drl.ast.descr.ExprConstraintDescr;
import org.drools.drl.ast.descr.RuleDescr;
import org.drools.model.codegen.execmodel.generator.DrlxParseUtil;
import org.drools.mvel.parser.ast.expr.BigDecimalLiteralExpr;
import org.drools.mvel.parser.ast.expr.DrlNameExpr;
import org.drools.mvel.parser.ast.expr.DrlxExpression;
import org.drools.mvel.parser.ast.expr.HalfBinaryExpr;
import org.drools.mvel.parser.ast.expr.HalfPointFreeExpr;
import org.drools.mvel.parser.ast.expr.NullSafeFieldAccessExpr;
import org.drools.mvel.parser.ast.expr.NullSafeMethodCallExpr;
import org.drools.mvel.parser.ast.expr.PointFreeExpr;
import org.drools.mvel.parser.ast.expr.TemporalLiteralArguments;
import org.drools.mvel.parser.ast.expr.TemporalLiteralChunkExpr;
import org.drools.mvel.parser.ast.expr.TemporalLiteralExpr;
import org.drools.mvel.parser.ast.expr.TemporalLiteralInfiniteChunkExpr;
import org.drools.mvel.parser.printer.PrintUtil;
import org.jspecify.annotations.Nullable;

/**
 * Lets pass constraints that compare properties, variables and literals, as the compiler's own parser takes them apart. It
 * looks at rules in which nothing else was found wrong: whoever misspelt a name is told so, and not that it is forbidden.
 */
final class ExpressionFence implements Stage {
    private static final Set<Class<?>> ALLOWED = Set.of(
            DrlxExpression.class,
            SimpleName.class,
            DrlNameExpr.class,
            NameExpr.class,
            ThisExpr.class,
            FieldAccessExpr.class,
            NullSafeFieldAccessExpr.class,
            MethodCallExpr.class,
            NullSafeMethodCallExpr.class,
            EnclosedExpr.class,
            BinaryExpr.class,
            HalfBinaryExpr.class,
            TemporalLiteralExpr.class,
            TemporalLiteralArguments.class,
            TemporalLiteralChunkExpr.class,
            TemporalLiteralInfiniteChunkExpr.class,
            StringLiteralExpr.class,
            IntegerLiteralExpr.class,
            LongLiteralExpr.class,
            DoubleLiteralExpr.class,
            BigDecimalLiteralExpr.class,
            BooleanLiteralExpr.class,
            NullLiteralExpr.class);

    private static final Set<UnaryExpr.Operator> SIGNS =
            Set.of(UnaryExpr.Operator.MINUS, UnaryExpr.Operator.PLUS, UnaryExpr.Operator.LOGICAL_COMPLEMENT);

    private static final Set<String> OPERATORS = Stream.concat(
                    Stream.of("contains", "memberOf", "in"), Temporal.OPERATORS.stream())
            .collect(Collectors.toUnmodifiableSet());

    private final Members members;

    ExpressionFence(Members members) {
        this.members = members;
    }

    @Override
    public void apply(Draft draft) {
        for (DrlFile file : draft.drlFiles()) {
            for (RuleDescr rule : draft.soundRules(file)) {
                Descriptors.all(rule)
                        .filter(ExprConstraintDescr.class::isInstance)
                        .map(ExprConstraintDescr.class::cast)
                        .forEach(constraint -> check(draft, file, rule, constraint));
            }
        }
    }

    private void check(Draft draft, DrlFile file, RuleDescr rule, ExprConstraintDescr constraint) {
        Node parsed;
        try {
            parsed = DrlxParseUtil.parseExpression(constraint.getExpression());
        } catch (RuntimeException notUnderstood) {
            // The compiler parses it once more, in the same way, and says what it does not understand.
            return;
        }
        refused(parsed)
                .ifPresent(node -> draft.error(
                        "not_allowed",
                        file.place(constraint.getStartCharacter() >= 0 ? constraint : rule),
                        rule,
                        "\"" + PrintUtil.printNode(node) + "\" is not allowed here",
                        members.instead(name(node), "name properties of the facts, and compare them")));
    }

    private static String name(Node node) {
        return node instanceof MethodCallExpr call
                ? call.getNameAsString()
                : node instanceof NullSafeMethodCallExpr call ? call.getNameAsString() : "";
    }

    /** The first part that does not pass. */
    private Optional<Node> refused(Node node) {
        if (!passes(node)) {
            return Optional.of(node);
        }
        return inside(node).flatMap(child -> refused(child).stream()).findFirst();
    }

    /** Some of the engine's own kinds of expressions do not count what they consist of among their children. */
    private static Stream<Node> inside(Node node) {
        if (node instanceof DrlxExpression whole) {
            return Stream.of(whole.getExpr());
        }
        if (node instanceof PointFreeExpr operation) {
            return Stream.of(
                            Stream.of(operation.getLeft()),
                            operation.getRight().stream(),
                            present(operation.getArg1(), operation.getArg2(), operation.getArg3(), operation.getArg4()))
                    .flatMap(each -> each);
        }
        if (node instanceof HalfPointFreeExpr operation) {
            return Stream.concat(
                    operation.getRight().stream(),
                    present(operation.getArg1(), operation.getArg2(), operation.getArg3(), operation.getArg4()));
        }
        return node.getChildNodes().stream();
    }

    private static Stream<Node> present(@Nullable Expression... arguments) {
        return Stream.of(arguments).flatMap(Stream::ofNullable);
    }

    private boolean passes(Node node) {
        if (node instanceof UnaryExpr unary) {
            return SIGNS.contains(unary.getOperator());
        }
        if (node instanceof PointFreeExpr operation) {
            return OPERATORS.contains(operation.getOperator().asString());
        }
        if (node instanceof HalfPointFreeExpr operation) {
            return OPERATORS.contains(operation.getOperator().asString());
        }
        if (node instanceof MethodCallExpr call) {
            return members.isMethod(call.getNameAsString());
        }
        if (node instanceof NullSafeMethodCallExpr call) {
            return members.isMethod(call.getNameAsString());
        }
        if (node instanceof FieldAccessExpr access) {
            return members.isProperty(access.getNameAsString());
        }
        if (node instanceof NullSafeFieldAccessExpr access) {
            return members.isProperty(access.getNameAsString());
        }
        return ALLOWED.contains(node.getClass());
    }
}
