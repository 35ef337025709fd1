package dev.opportune.authoring.lints;

import dev.opportune.authoring.Place;
import dev.opportune.authoring.drl.Awaited;
import dev.opportune.authoring.drl.Condition;
import dev.opportune.authoring.drl.Condition.Role;
import dev.opportune.authoring.drl.Reading;
import java.util.Optional;
import java.util.stream.Stream;

/** {@code now} on an event, and a condition that is known only later, when {@code now} is over: it never fires. */
final class NowWithDeadlineLint implements Lint {
    @Override
    public String code() {
        return "now_with_deadline";
    }

    @Override
    public Stream<Finding> findings(Readings all) {
        return all.rules().stream().flatMap(NowWithDeadlineLint::in);
    }

    private static Stream<Finding> in(Reading reading) {
        return reading.conditions().stream()
                .flatMap(later -> Awaited.in(later).stream()
                        .filter(awaited -> later.is(Role.NOT) ? awaited.hasDeadline() : awaited.isLater())
                        .flatMap(awaited -> now(reading, awaited)
                                .map(place -> new Finding(
                                        place,
                                        reading.rule(),
                                        "the rule never fires: \"now\" is over when the condition on "
                                                + later.typeName() + " after " + awaited.reference() + " is decided",
                                        "leave \"now\" out"))
                                .stream()))
                .distinct();
    }

    private static Optional<Place> now(Reading reading, Awaited awaited) {
        return reading.bound(awaited.reference()).flatMap(Condition::now);
    }
}
