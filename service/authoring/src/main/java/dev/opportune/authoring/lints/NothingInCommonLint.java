package dev.opportune.authoring.lints;

import dev.opportune.authoring.drl.Condition;
import dev.opportune.authoring.drl.Condition.Role;
import dev.opportune.authoring.drl.Reading;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Two patterns that no variable ties together, where one of them is about past events: the rule fires for each pair of
 * them. What there is one of at a time is not meant.
 */
final class NothingInCommonLint implements Lint {
    @Override
    public String code() {
        return "nothing_in_common";
    }

    @Override
    public Stream<Finding> findings(Readings all) {
        return all.rules().stream().flatMap(NothingInCommonLint::in);
    }

    private static Stream<Finding> in(Reading reading) {
        List<Condition> facts = reading.conditions(Role.EACH)
                .filter(condition -> condition.isEvent() || condition.isTrigger() || condition.isCandidate())
                .toList();
        List<Set<String>> groups = groups(reading);
        List<Finding> found = new ArrayList<>();
        for (int i = 1; i < facts.size(); i++) {
            Condition later = facts.get(i);
            Condition first = facts.get(0);
            boolean many = isMany(later) || isMany(first);
            boolean alone = facts.subList(0, i).stream().noneMatch(earlier -> areTied(groups, earlier, later));
            if (many && alone) {
                found.add(new Finding(
                        later.place(),
                        reading.rule(),
                        "nothing ties this " + later.typeName() + " to the " + first.typeName()
                                + " above: the rule fires once for each pair of them",
                        hint(first, later)));
            }
        }
        return found.stream();
    }

    private static String hint(Condition first, Condition later) {
        String variable = first.variable() == null ? "$x" : first.variable();
        String tie = first.isCandidate() || later.isCandidate()
                ? ""
                : "compare a property or the time of both, such as this after[0s] " + variable + "; ";
        return tie + "if it is enough that there is one, write exists " + later.typeName() + "( … )";
    }

    private static boolean isMany(Condition condition) {
        return condition.isEvent() && !condition.isNow();
    }

    /** Variables that some condition brings together. */
    private static List<Set<String>> groups(Reading reading) {
        List<Set<String>> groups = new ArrayList<>();
        Set<String> bound = new TreeSet<>();
        reading.conditions().forEach(condition -> bound.addAll(condition.binds()));
        for (Condition condition : reading.conditions()) {
            Set<String> group = new TreeSet<>(condition.words());
            group.retainAll(bound);
            group.addAll(condition.binds());
            groups.removeIf(other -> {
                boolean shared = other.stream().anyMatch(group::contains);
                if (shared) {
                    group.addAll(other);
                }
                return shared;
            });
            groups.add(group);
        }
        return groups;
    }

    private static boolean areTied(List<Set<String>> groups, Condition earlier, Condition later) {
        return groups.stream().anyMatch(group -> isIn(group, earlier) && isIn(group, later));
    }

    private static boolean isIn(Set<String> group, Condition condition) {
        return Stream.concat(condition.binds().stream(), condition.words().stream())
                .anyMatch(group::contains);
    }
}
