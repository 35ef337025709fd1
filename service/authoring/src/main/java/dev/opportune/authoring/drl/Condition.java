package dev.opportune.authoring.drl;

import dev.opportune.authoring.Place;
import dev.opportune.authoring.drl.Tokens.Kind;
import dev.opportune.authoring.drl.Tokens.Token;
import dev.opportune.facts.Candidate;
import dev.opportune.facts.CustomEvent;
import dev.opportune.facts.EventFact;
import dev.opportune.facts.Trigger;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.drools.drl.ast.descr.AccumulateDescr;
import org.drools.drl.ast.descr.AndDescr;
import org.drools.drl.ast.descr.BaseDescr;
import org.drools.drl.ast.descr.ConditionalElementDescr;
import org.drools.drl.ast.descr.ExistsDescr;
import org.drools.drl.ast.descr.ExprConstraintDescr;
import org.drools.drl.ast.descr.NotDescr;
import org.drools.drl.ast.descr.PatternDescr;
import org.drools.drl.ast.descr.RuleDescr;
import org.jspecify.annotations.Nullable;

/**
 * One condition of a rule.
 *
 * @param fact the pattern of the fact that is looked for
 * @param results what is bound and compared beside it; the same as {@code fact} but around an accumulate
 */
public record Condition(DrlFile file, Role role, PatternDescr fact, PatternDescr results) {
    /** How a fact is looked for. */
    public enum Role {
        /** Each one that there is. */
        EACH,
        NOT,
        EXISTS,
        ACCUMULATE
    }

    /** The conditions of a rule, in their order; those outside of the subset are left out. */
    public static List<Condition> of(DrlFile file, RuleDescr rule) {
        List<Condition> conditions = new ArrayList<>();
        if (rule.getLhs() != null) {
            collect(file, rule.getLhs(), conditions);
        }
        return conditions;
    }

    private static void collect(DrlFile file, BaseDescr descr, List<Condition> into) {
        if (descr instanceof AndDescr and) {
            and.getDescrs().forEach(part -> collect(file, part, into));
        } else if (descr instanceof NotDescr || descr instanceof ExistsDescr) {
            Role role = descr instanceof NotDescr ? Role.NOT : Role.EXISTS;
            ((ConditionalElementDescr) descr)
                    .getDescrs().stream()
                            .filter(PatternDescr.class::isInstance)
                            .map(PatternDescr.class::cast)
                            .forEach(pattern -> into.add(new Condition(file, role, pattern, pattern)));
        } else if (descr instanceof PatternDescr pattern && pattern.getSource() instanceof AccumulateDescr accumulate) {
            Descriptors.all(accumulate)
                    .filter(PatternDescr.class::isInstance)
                    .map(PatternDescr.class::cast)
                    .forEach(inner -> into.add(new Condition(file, Role.ACCUMULATE, inner, pattern)));
        } else if (descr instanceof PatternDescr pattern && pattern.getSource() == null) {
            into.add(new Condition(file, Role.EACH, pattern, pattern));
        }
    }

    public boolean is(Role one) {
        return role == one;
    }

    public Optional<Class<?>> type() {
        return FactTypes.find(String.valueOf(fact.getObjectType()));
    }

    /** The name of the fact, as rules write it. */
    public String typeName() {
        String type = String.valueOf(fact.getObjectType());
        return type.substring(type.lastIndexOf('.') + 1);
    }

    /** Whether it is about something that happened. */
    public boolean isEvent() {
        return type().filter(EventFact.class::isAssignableFrom).isPresent();
    }

    public boolean isTrigger() {
        return type().filter(Trigger.class::equals).isPresent();
    }

    public boolean isCustomEvent() {
        return type().filter(CustomEvent.class::equals).isPresent();
    }

    public boolean isCandidate() {
        return type().filter(Candidate.class::equals).isPresent();
    }

    /** What the fact is bound to. */
    @Nullable
    public String variable() {
        return fact.getIdentifier();
    }

    /** The constraints of the fact, and those of what is made of it. */
    public List<ExprConstraintDescr> constraints() {
        Stream<PatternDescr> parts = fact == results ? Stream.of(fact) : Stream.of(fact, results);
        return parts.flatMap(part -> part.getDescrs().stream())
                .filter(ExprConstraintDescr.class::isInstance)
                .map(ExprConstraintDescr.class::cast)
                .toList();
    }

    /** The variables that it binds. */
    public Set<String> binds() {
        Set<String> names = new HashSet<>();
        Stream.of(fact, results)
                .map(PatternDescr::getIdentifier)
                .filter(name -> name != null)
                .forEach(names::add);
        for (ExprConstraintDescr constraint : constraints()) {
            List<Token> tokens = Tokens.of(constraint.getExpression());
            for (int i = 0; i + 1 < tokens.size(); i++) {
                if (tokens.get(i).isWord() && tokens.get(i + 1).is(":")) {
                    names.add(tokens.get(i).text());
                }
            }
        }
        if (results.getSource() instanceof AccumulateDescr accumulate && accumulate.getFunctions() != null) {
            accumulate.getFunctions().forEach(call -> names.add(String.valueOf(call.getBind())));
        }
        return names;
    }

    /** Every word in its constraints. */
    public Set<String> words() {
        Set<String> words = new HashSet<>();
        constraints().stream()
                .flatMap(constraint -> Tokens.of(constraint.getExpression()).stream())
                .filter(Token::isWord)
                .forEach(token -> words.add(token.text()));
        return words;
    }

    /** The place of the {@code now} that says that it is being taken in. */
    public Optional<Place> now() {
        for (ExprConstraintDescr constraint : constraints()) {
            List<Token> tokens = Tokens.of(constraint.getExpression());
            for (int i = 0; i < tokens.size(); i++) {
                boolean denied = i > 0 && tokens.get(i - 1).is("!")
                        || i + 2 < tokens.size()
                                && tokens.get(i + 2).is(tokens.get(i + 1).is("!=") ? "true" : "false");
                boolean named = i == 0
                        || !tokens.get(i - 1).is(".")
                        || tokens.get(Math.max(i - 2, 0)).is("this");
                if (tokens.get(i).is("now") && named && !denied) {
                    return Optional.of(place(constraint, tokens.get(i)));
                }
            }
        }
        return Optional.empty();
    }

    public boolean isNow() {
        return now().isPresent();
    }

    /** Whether a time is compared in it. */
    public boolean isTimed() {
        return constraints().stream()
                .anyMatch(
                        constraint -> !Temporal.uses(constraint.getExpression()).isEmpty());
    }

    /** A text that a property must be equal to. */
    public Optional<Compared> equalTo(String property) {
        return texts(property)
                .filter(written -> written.operator().equals("=="))
                .findFirst();
    }

    /** The texts that a property is compared with. */
    public Stream<Compared> texts(String property) {
        return constraints().stream().flatMap(constraint -> {
            List<Token> tokens = Tokens.of(constraint.getExpression());
            List<Compared> found = new ArrayList<>();
            for (int i = 0; i + 2 < tokens.size(); i++) {
                boolean named = tokens.get(i).is(property)
                        && (i == 0 || !tokens.get(i - 1).is("."));
                int at = named ? i + 1 : tokens.size();
                boolean listed = at < tokens.size()
                        && (tokens.get(at).is("in") || tokens.get(at).is("not"));
                boolean compared = at < tokens.size()
                        && (tokens.get(at).is("==") || tokens.get(at).is("!="));
                for (int j = at + 1; (listed || compared) && j < tokens.size(); j++) {
                    Token value = tokens.get(j);
                    if (value.kind() == Kind.TEXT) {
                        found.add(new Compared(
                                tokens.get(at).text(),
                                value.text().substring(1, value.text().length() - 1),
                                place(constraint, value)));
                    }
                    if (compared || value.is(")")) {
                        break;
                    }
                }
            }
            return found.stream();
        });
    }

    /** A text in a comparison. */
    public record Compared(String operator, String text, Place place) {}

    public Place place() {
        return Patterns.ofType(file, fact);
    }

    public Place place(ExprConstraintDescr constraint, Token token) {
        return Patterns.ofToken(file, fact, constraint, token);
    }
}
