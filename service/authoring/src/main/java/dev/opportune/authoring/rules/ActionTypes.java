package dev.opportune.authoring.rules;

import com.github.javaparser.ast.body.VariableDeclarator;
import com.github.javaparser.ast.expr.EnclosedExpr;
import com.github.javaparser.ast.expr.Expression;
import com.github.javaparser.ast.expr.FieldAccessExpr;
import com.github.javaparser.ast.expr.MethodCallExpr;
import com.github.javaparser.ast.expr.NameExpr;
import com.github.javaparser.ast.stmt.BlockStmt;
import dev.opportune.authoring.drl.Descriptors;
import dev.opportune.authoring.drl.FactTypes;
import dev.opportune.authoring.drl.Tokens;
import dev.opportune.authoring.drl.Tokens.Token;
import dev.opportune.authoring.drl.Variables;
import dev.opportune.facts.Decide;
import dev.opportune.facts.EventFact;
import dev.opportune.facts.Trigger;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.drools.drl.ast.descr.ExprConstraintDescr;
import org.drools.drl.ast.descr.PatternDescr;
import org.drools.drl.ast.descr.RuleDescr;
import org.jspecify.annotations.Nullable;

/** Of what type the parts of an action are, as far as its text and the conditions say. */
final class ActionTypes {
    private final Map<String, Type> variables;

    private ActionTypes(Map<String, Type> variables) {
        this.variables = variables;
    }

    static ActionTypes of(RuleDescr rule, BlockStmt block) {
        Map<String, Type> variables = new HashMap<>();
        variables.put("decide", Decide.class);
        Descriptors.patterns(rule).forEach(pattern -> bound(pattern, variables));
        variables.putAll(Variables.of(rule).types());
        ActionTypes types = new ActionTypes(variables);
        for (VariableDeclarator local : block.findAll(VariableDeclarator.class)) {
            FactTypes.classes()
                    .filter(type -> type.getSimpleName().equals(local.getTypeAsString()))
                    .<Type>map(type -> type)
                    .findFirst()
                    .or(() -> local.getInitializer().flatMap(types::of))
                    .ifPresent(type -> variables.put(local.getNameAsString(), type));
        }
        return types;
    }

    /** The properties that a pattern gives names to: {@code $name : property}. */
    private static void bound(PatternDescr pattern, Map<String, Type> variables) {
        Class<?> fact = FactTypes.find(String.valueOf(pattern.getObjectType())).orElse(null);
        for (Object constraint : pattern.getDescrs()) {
            List<Token> tokens =
                    constraint instanceof ExprConstraintDescr written ? Tokens.of(written.getExpression()) : List.of();
            if (fact != null && tokens.size() == 3 && tokens.get(1).is(":")) {
                property(fact, tokens.get(2).text())
                        .ifPresent(getter -> variables.put(tokens.get(0).text(), getter.getGenericReturnType()));
            }
        }
    }

    /** Empty where it is not known. */
    Optional<Type> of(Expression expression) {
        if (expression instanceof NameExpr name) {
            return Optional.ofNullable(variables.get(name.getNameAsString()));
        }
        if (expression instanceof EnclosedExpr enclosed) {
            return of(enclosed.getInner());
        }
        if (expression instanceof FieldAccessExpr access) {
            return owner(access.getScope())
                    .flatMap(owner -> property(owner, access.getNameAsString()))
                    .map(Method::getGenericReturnType);
        }
        if (expression instanceof MethodCallExpr call) {
            return call.getScope()
                    .flatMap(this::owner)
                    .flatMap(owner -> Stream.of(owner.getMethods())
                            .filter(method -> method.getName().equals(call.getNameAsString()))
                            .findFirst())
                    .map(Method::getGenericReturnType);
        }
        return Optional.empty();
    }

    /** What to write instead of {@code $fact.property}; empty where that is not known. */
    Optional<String> instead(FieldAccessExpr access) {
        String name = access.getNameAsString();
        return owner(access.getScope())
                .flatMap(owner -> property(owner, name)
                        .map(getter -> "write " + called(access.getScope()) + "." + getter.getName()
                                + "(), or bind it in the condition: $" + name + " : " + name)
                        .or(() -> FactTypes.methods(owner).contains("number")
                                ? Optional.of("write " + called(access.getScope()) + ".text(\"" + name
                                        + "\"), number(…) or flag(…)")
                                : Optional.empty()));
    }

    /** The expression with calls in the place of properties. */
    private String called(Expression expression) {
        return expression instanceof FieldAccessExpr access
                ? owner(access.getScope())
                        .flatMap(owner -> property(owner, access.getNameAsString()))
                        .map(getter -> called(access.getScope()) + "." + getter.getName() + "()")
                        .orElse(access.toString())
                : expression.toString();
    }

    /** A fact, or a list of such, as people say it; empty where it is a value, or not known to be none. */
    Optional<String> fact(Expression expression) {
        return of(expression).flatMap(type -> Optional.ofNullable(fact(type)));
    }

    boolean isEvent(Expression expression) {
        return owner(expression).filter(EventFact.class::isAssignableFrom).isPresent();
    }

    private static @Nullable String fact(Type type) {
        if (type instanceof ParameterizedType list) {
            return Stream.of(list.getActualTypeArguments())
                    .filter(item -> fact(item) != null)
                    .map(item -> "a list of facts")
                    .findFirst()
                    .orElse(null);
        }
        if (type == Trigger.class || type == EventFact.class) {
            return type == Trigger.class ? "a whole run" : "a whole event";
        }
        return type instanceof Class<?> fact && fact.getPackageName().equals(FactTypes.PACKAGE)
                ? "a whole " + fact.getSimpleName()
                : null;
    }

    private Optional<Class<?>> owner(Expression expression) {
        return of(expression).filter(Class.class::isInstance).map(type -> (Class<?>) type);
    }

    private static Optional<Method> property(Class<?> owner, String name) {
        String raised = name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1);
        return Stream.of(owner.getMethods())
                .filter(method -> method.getParameterCount() == 0)
                .filter(method -> method.getName().equals("get" + raised)
                        || method.getName().equals("is" + raised))
                .findFirst();
    }
}
