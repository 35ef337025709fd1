package dev.opportune.authoring.drl;

import java.util.List;
import java.util.stream.Stream;
import org.drools.drl.ast.descr.AccumulateDescr;
import org.drools.drl.ast.descr.BaseDescr;
import org.drools.drl.ast.descr.ConditionalElementDescr;
import org.drools.drl.ast.descr.PatternDescr;
import org.drools.drl.ast.descr.RuleDescr;

/** Walks what the parser made of a rule. */
public final class Descriptors {
    private Descriptors() {}

    /** Everything in the conditions of a rule, each before what is inside of it. */
    public static Stream<BaseDescr> all(RuleDescr rule) {
        return rule.getLhs() == null ? Stream.empty() : all(rule.getLhs());
    }

    public static Stream<PatternDescr> patterns(RuleDescr rule) {
        return all(rule).filter(PatternDescr.class::isInstance).map(PatternDescr.class::cast);
    }

    public static Stream<BaseDescr> all(BaseDescr descr) {
        return Stream.concat(Stream.of(descr), inside(descr).stream().flatMap(Descriptors::all));
    }

    public static List<BaseDescr> inside(BaseDescr descr) {
        if (descr instanceof PatternDescr pattern) {
            Stream<BaseDescr> source = Stream.ofNullable(pattern.getSource());
            return Stream.concat(source, pattern.getDescrs().stream().map(BaseDescr.class::cast))
                    .toList();
        }
        if (descr instanceof AccumulateDescr accumulate) {
            return Stream.ofNullable(accumulate.getInput()).toList();
        }
        return descr instanceof ConditionalElementDescr element
                ? element.getDescrs().stream().map(BaseDescr.class::cast).toList()
                : List.of();
    }
}
