package dev.opportune.authoring.lints;

import dev.opportune.authoring.drl.Awaited;
import dev.opportune.authoring.drl.Condition;
import dev.opportune.authoring.drl.Condition.Role;
import dev.opportune.authoring.drl.Reading;
import java.util.Optional;
import java.util.stream.Stream;

/** A {@code not} that awaits something without saying how long, which is true in the first moment. */
final class UnboundedNotLint implements Lint {
    @Override
    public String code() {
        return "unbounded_not";
    }

    @Override
    public Stream<Finding> findings(Readings all) {
        return all.rules().stream()
                .flatMap(reading -> reading.conditions(Role.NOT)
                        .flatMap(not -> Awaited.in(not).stream()
                                .filter(awaited ->
                                        awaited.most() == null && isAskedAtOnce(reading, awaited.reference()))
                                .map(awaited -> new Finding(
                                        awaited.place(),
                                        reading.rule(),
                                        "this is true at once: in the moment of " + awaited.reference()
                                                + " there is no " + not.typeName() + " after it yet",
                                        "say how long to wait: this after[0s, 24h] " + awaited.reference()))));
    }

    /** Whether nothing in the rule comes later than what is referred to, so that it is asked in that very moment. */
    private static boolean isAskedAtOnce(Reading reading, String reference) {
        Optional<Condition> from = reading.bound(reference);
        if (from.isEmpty()) {
            return false;
        }
        if (from.get().isNow()) {
            return true;
        }
        boolean waitsElsewhere = reading.conditions(Role.NOT)
                .flatMap(not -> Awaited.in(not).stream())
                .anyMatch(Awaited::hasDeadline);
        return !waitsElsewhere
                && reading.conditions(Role.EACH)
                        .filter(other -> other != from.get())
                        .noneMatch(other -> mayBeLater(other, from.get()));
    }

    private static boolean mayBeLater(Condition other, Condition from) {
        if (other.isCandidate()) {
            return true;
        }
        String variable = other.variable();
        boolean referredTo = variable != null && from.words().contains(variable);
        return other.isEvent() && (other.isNow() || !referredTo);
    }
}
