package dev.opportune.kernel.session;

import dev.opportune.facts.Variant;
import dev.opportune.kernel.timeline.Entry;
import dev.opportune.kernel.timeline.Event;
import java.util.List;
import java.util.Set;

/** Makes the memory that a profile has at a point. What its facts make true has been true before: it is muted. */
final class Building {
    private final Stepper stepper;
    private final Memory.Observed observed;

    /** @param stepper what is known of the profile, the record as of each point included */
    Building(Stepper stepper, Memory.Observed observed) {
        this.stepper = stepper;
        this.observed = observed;
    }

    /** @throws RuleFailure if one of the rules cannot be begun with */
    Memory memory(Point there, Set<String> without) {
        Settings settings = stepper.settings();
        settings.observer().built(stepper.profileId());
        Memory built = new Memory(
                stepper.profileId(), stepper.ruleset(), without, stepper.traits(), settings.allowance(), observed);
        try {
            fill(built, there);
        } catch (RuleFailure failure) {
            built.close();
            throw failure;
        }
        return built;
    }

    private void fill(Memory built, Point there) {
        built.engine().advanceTo(there.clock());
        built.assign(variants());
        for (Entry entry : stepper.chronicle().through(there.through())) {
            if (entry instanceof Event event) {
                built.take(event, false, there.cut());
            }
        }
        new Reopening(built, stepper.book(), there.cut()).putBack();
        built.fireMuted();
        built.engine().built();
    }

    private List<Variant> variants() {
        return stepper.ruleset().flows().values().stream()
                .flatMap(flow -> flow.experiments().values().stream())
                .map(experiment -> new Variant(experiment.name(), stepper.variant(experiment)))
                .distinct()
                .toList();
    }
}
