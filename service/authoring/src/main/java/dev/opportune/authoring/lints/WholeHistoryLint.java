package dev.opportune.authoring.lints;

import dev.opportune.authoring.drl.Awaited;
import dev.opportune.authoring.drl.Condition;
import dev.opportune.authoring.drl.Condition.Role;
import dev.opportune.authoring.drl.Reading;
import dev.opportune.facts.Profile;
import dev.opportune.facts.Variant;
import java.util.List;
import java.util.stream.Stream;

/**
 * A rule that starts from an event and does not say that it has just happened. One from which on something is awaited is
 * meant like that.
 */
final class WholeHistoryLint implements Lint {
    @Override
    public String code() {
        return "whole_history";
    }

    @Override
    public Stream<Finding> findings(Readings all) {
        return all.rules().stream().flatMap(WholeHistoryLint::in);
    }

    private static Stream<Finding> in(Reading reading) {
        List<Condition> facts = reading.conditions(Role.EACH)
                .filter(condition -> condition
                        .type()
                        .filter(type -> type != Profile.class && type != Variant.class)
                        .isPresent())
                .toList();
        if (facts.size() != 1 || reading.actions().isEmpty()) {
            return Stream.empty();
        }
        Condition only = facts.get(0);
        boolean awaited = reading.conditions().stream()
                .flatMap(condition -> Awaited.in(condition).stream())
                .anyMatch(one -> one.reference().equals(only.variable()));
        return only.isEvent() && !only.isNow() && !only.isTimed() && !awaited
                ? Stream.of(new Finding(
                        only.place(),
                        reading.rule(),
                        "this is about every " + only.typeName()
                                + " the rule can see, not only about the one that has just come in",
                        "if the latter is meant, write " + only.typeName() + "( now, … )"))
                : Stream.empty();
    }
}
