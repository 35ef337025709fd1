package dev.opportune.authoring.drl;

import com.github.javaparser.ast.body.VariableDeclarator;
import com.github.javaparser.ast.expr.Expression;
import com.github.javaparser.ast.expr.MethodCallExpr;
import com.github.javaparser.ast.expr.NameExpr;
import com.github.javaparser.ast.expr.StringLiteralExpr;
import com.github.javaparser.ast.stmt.BlockStmt;
import dev.opportune.authoring.drl.Condition.Role;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.drools.drl.ast.descr.RuleDescr;
import org.jspecify.annotations.Nullable;

/** A rule, as the lints read it. */
public record Reading(DrlFile file, String rule, List<Condition> conditions, List<Action> actions) {
    /** Reads a rule; of what cannot be parsed it has nothing. */
    public static Reading of(DrlFile file, RuleDescr rule) {
        List<Condition> conditions = Condition.of(file, rule);
        Consequence consequence = Consequence.of(file, rule);
        List<Action> actions = consequence
                .block()
                .map(block -> actions(block, conditions, consequence))
                .orElse(List.of());
        return new Reading(file, rule.getName(), conditions, actions);
    }

    private static List<Action> actions(BlockStmt block, List<Condition> conditions, Consequence consequence) {
        Map<String, @Nullable String> flows = new HashMap<>();
        conditions.stream()
                .filter(condition -> condition.isTrigger() && condition.variable() != null)
                .forEach(condition -> flows.put(
                        condition.variable(),
                        condition.equalTo("flow").map(Condition.Compared::text).orElse(null)));
        block.findAll(VariableDeclarator.class)
                .forEach(local -> flows.put(
                        local.getNameAsString(),
                        local.getInitializer().flatMap(Reading::opened).orElse(null)));
        return block.findAll(MethodCallExpr.class).stream()
                .filter(Action::isOne)
                .map(call -> new Action(call.getNameAsString(), flow(call, flows), call, consequence))
                .toList();
    }

    private static @Nullable String flow(MethodCallExpr call, Map<String, @Nullable String> flows) {
        if (call.getNameAsString().equals(Action.TRIGGER)) {
            return opened(call).orElse(null);
        }
        if (call.getArguments().isEmpty()) {
            return null;
        }
        Expression run = call.getArgument(0);
        return run instanceof NameExpr variable
                ? flows.get(variable.getNameAsString())
                : opened(run).orElse(null);
    }

    /** The flow that an expression opens a run of. */
    private static Optional<String> opened(Expression expression) {
        return expression.findAll(MethodCallExpr.class).stream()
                .filter(call -> Action.isOne(call) && call.getNameAsString().equals(Action.TRIGGER))
                .flatMap(call -> call.getArguments().stream().limit(1))
                .filter(StringLiteralExpr.class::isInstance)
                .map(literal -> ((StringLiteralExpr) literal).asString())
                .findFirst();
    }

    public Stream<Condition> conditions(Role role) {
        return conditions.stream().filter(condition -> condition.is(role));
    }

    /** The condition that binds a variable to a fact of which there may be several. */
    public Optional<Condition> bound(String variable) {
        return conditions(Role.EACH)
                .filter(condition -> variable.equals(condition.variable()))
                .findFirst();
    }

    public Stream<Action> actions(String name) {
        return actions.stream().filter(action -> action.is(name));
    }
}
