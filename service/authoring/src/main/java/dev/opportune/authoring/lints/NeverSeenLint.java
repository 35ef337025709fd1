package dev.opportune.authoring.lints;

import dev.opportune.authoring.Suggestion;
import dev.opportune.authoring.drl.Condition;
import dev.opportune.authoring.drl.Condition.Role;
import dev.opportune.authoring.drl.Reading;
import dev.opportune.authoring.drl.SampleFact;
import dev.opportune.authoring.drl.Tokens;
import dev.opportune.authoring.drl.Tokens.Token;
import dev.opportune.kernel.policy.Span;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.drools.drl.ast.descr.ExprConstraintDescr;

/** A constraint on a property that none of the events of its kind had of late. Needs to know what came in. */
final class NeverSeenLint implements Lint {
    private static final Set<String> LOOK_UPS = Set.of("text", "number", "flag");

    @Override
    public String code() {
        return "never_seen_property";
    }

    @Override
    public Stream<Finding> findings(Readings all) {
        return all.seen().map(seen -> findings(all, seen)).orElse(Stream.empty());
    }

    private static Stream<Finding> findings(Readings all, Sightings seen) {
        Map<String, Kind> kinds = new TreeMap<>();
        seen.properties().forEach((event, properties) -> {
            SampleFact sample = SampleFact.of(event, properties);
            kinds.computeIfAbsent(sample.typeName(), type -> new Kind(new TreeSet<>(), new HashSet<>()))
                    .add(properties, sample.known());
        });
        return all.rules().stream()
                .flatMap(reading -> reading.conditions().stream()
                        .filter(condition -> !condition.is(Role.NOT))
                        .flatMap(condition -> Optional.ofNullable(kinds.get(condition.typeName())).stream()
                                .flatMap(kind -> missing(condition, kind)
                                        .map(missing -> finding(reading, condition, missing, kind.names(), seen)))));
    }

    /**
     * What came in of one fact.
     *
     * @param names of its properties, as they were sent
     * @param getters the properties of the fact that have a value
     */
    private record Kind(SortedSet<String> names, Set<String> getters) {
        void add(Set<String> moreNames, Set<String> moreGetters) {
            names.addAll(moreNames);
            getters.addAll(moreGetters);
        }
    }

    private record Missing(ExprConstraintDescr constraint, Token token, String property) {}

    private static Stream<Missing> missing(Condition condition, Kind kind) {
        Set<String> told = SampleFact.told(condition.type().orElseThrow());
        return condition.constraints().stream().flatMap(constraint -> {
            List<Token> tokens = Tokens.of(constraint.getExpression());
            return IntStream.range(0, tokens.size())
                    .filter(at -> isProperty(tokens, at))
                    .mapToObj(at -> missing(constraint, tokens, at, kind, told))
                    .flatMap(Optional::stream);
        });
    }

    private static boolean isProperty(List<Token> tokens, int at) {
        boolean ofAnother = at > 0 && tokens.get(at - 1).is(".");
        boolean binds = at + 1 < tokens.size() && tokens.get(at + 1).is(":");
        return tokens.get(at).isWord() && !ofAnother && !binds;
    }

    private static Optional<Missing> missing(
            ExprConstraintDescr constraint, List<Token> tokens, int at, Kind kind, Set<String> told) {
        Token token = tokens.get(at);
        if (LOOK_UPS.contains(token.text())
                && at + 2 < tokens.size()
                && tokens.get(at + 2).kind() == Tokens.Kind.TEXT) {
            Token quoted = tokens.get(at + 2);
            String name = quoted.text().substring(1, quoted.text().length() - 1);
            return kind.names().contains(name) ? Optional.empty() : Optional.of(new Missing(constraint, quoted, name));
        }
        return told.contains(token.text()) && !kind.getters().contains(token.text())
                ? Optional.of(new Missing(constraint, token, token.text()))
                : Optional.empty();
    }

    private static Finding finding(
            Reading reading, Condition condition, Missing missing, SortedSet<String> names, Sightings seen) {
        return new Finding(
                condition.place(missing.constraint(), missing.token()),
                reading.rule(),
                "no " + condition.typeName() + " of the last " + Span.format(seen.span()) + " had a property \""
                        + missing.property() + "\"",
                Suggestion.hint(missing.property(), names));
    }
}
