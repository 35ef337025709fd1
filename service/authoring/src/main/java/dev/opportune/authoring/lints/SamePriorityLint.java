package dev.opportune.authoring.lints;

import dev.opportune.authoring.drl.Action;
import dev.opportune.authoring.drl.Condition;
import dev.opportune.authoring.drl.Condition.Compared;
import dev.opportune.authoring.drl.Condition.Role;
import dev.opportune.authoring.settings.FlowReader;
import dev.opportune.kernel.policy.Flow;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.drools.drl.ast.descr.ExprConstraintDescr;

/** Two flows of one priority, on one channel, that the same event can open. */
final class SamePriorityLint implements Lint {
    /** What tells events of one kind apart most often. */
    private static final Set<String> TELLING = Set.of("name", "category", "productId", "path", "channel", "machine");

    @Override
    public String code() {
        return "same_priority";
    }

    @Override
    public Stream<Finding> findings(Readings all) {
        List<Flow> flows = List.copyOf(all.flows().values());
        List<Finding> found = new ArrayList<>();
        for (int second = 1; second < flows.size(); second++) {
            for (int first = 0; first < second; first++) {
                finding(all, flows.get(first), flows.get(second)).ifPresent(found::add);
            }
        }
        return found.stream();
    }

    private static Optional<Finding> finding(Readings all, Flow first, Flow second) {
        if (first.priority() != second.priority() || !first.channel().equals(second.channel())) {
            return Optional.empty();
        }
        return openings(all, first)
                .flatMap(one -> openings(all, second).filter(other -> canBeTheSame(one, other)))
                .findFirst()
                .map(opening -> new Finding(
                        all.settings().of(second.name() + "/" + FlowReader.FILE, "priority"),
                        null,
                        "the same " + opening.typeName() + " can open " + first.name() + " and " + second.name()
                                + ", and both have the priority " + second.priority()
                                + ": which of them goes out is left to their names",
                        "give the one that matters more a higher priority"));
    }

    /** The events that are being taken in when a run of a flow is opened. */
    private static Stream<Condition> openings(Readings all, Flow flow) {
        return all.rules().stream()
                .filter(reading -> reading.actions(Action.TRIGGER)
                        .anyMatch(action -> flow.name().equals(action.flow())))
                .flatMap(reading -> reading.conditions(Role.EACH))
                .filter(condition -> condition.isEvent() && condition.isNow());
    }

    private static boolean canBeTheSame(Condition one, Condition other) {
        return one.typeName().equals(other.typeName())
                && TELLING.stream().noneMatch(property -> exclude(one, other, property))
                && TELLING.stream().noneMatch(property -> exclude(other, one, property));
    }

    private static boolean exclude(Condition one, Condition other, String property) {
        Optional<String> text = one.equalTo(property).map(Compared::text);
        Optional<String> otherText = other.equalTo(property).map(Compared::text);
        boolean differ = text.isPresent() && otherText.isPresent() && !text.equals(otherText);
        return differ || says(one, property + " == null") && says(other, property + " != null");
    }

    private static boolean says(Condition condition, String constraint) {
        return condition.constraints().stream()
                .map(ExprConstraintDescr::getExpression)
                .anyMatch(expression -> expression.strip().equals(constraint));
    }
}
