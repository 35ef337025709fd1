package dev.opportune.authoring.drl;

import dev.opportune.authoring.drl.Tokens.Token;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.drools.drl.ast.descr.AccumulateDescr;
import org.drools.drl.ast.descr.RuleDescr;

/**
 * What a rule binds.
 *
 * @param types the facts bound to a variable, where it is one
 */
public record Variables(Set<String> names, Map<String, Class<?>> types) {
    public static Variables of(RuleDescr rule) {
        Set<String> names = new HashSet<>();
        Map<String, Class<?>> types = new HashMap<>();
        Descriptors.patterns(rule).forEach(pattern -> {
            if (pattern.getIdentifier() != null) {
                names.add(pattern.getIdentifier());
                FactTypes.find(String.valueOf(pattern.getObjectType()))
                        .ifPresent(type -> types.put(pattern.getIdentifier(), type));
            }
            if (pattern.getSource() instanceof AccumulateDescr accumulate && accumulate.getFunctions() != null) {
                accumulate.getFunctions().forEach(call -> names.add(String.valueOf(call.getBind())));
            }
            pattern.getDescrs().forEach(constraint -> names.addAll(bound(String.valueOf(constraint))));
        });
        return new Variables(names, types);
    }

    public boolean has(String name) {
        return names.contains(name);
    }

    private static Set<String> bound(String expression) {
        List<Token> tokens = Tokens.of(expression);
        return IntStream.range(0, Math.max(tokens.size() - 1, 0))
                .filter(i -> tokens.get(i).isWord() && tokens.get(i + 1).is(":"))
                .mapToObj(i -> tokens.get(i).text())
                .collect(Collectors.toSet());
    }
}
