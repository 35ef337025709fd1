package dev.opportune.authoring.lints;

import dev.opportune.authoring.drl.Action;
import dev.opportune.authoring.drl.Reading;
import dev.opportune.authoring.settings.SettingPlaces;
import dev.opportune.kernel.policy.Flow;
import dev.opportune.kernel.policy.Policy;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.stream.Stream;

/**
 * All rules and settings, as the lints read them.
 *
 * @param seen what came in lately; empty where nobody knows
 */
public record Readings(
        List<Reading> rules,
        SortedMap<String, Flow> flows,
        Policy policy,
        SettingPlaces settings,
        Optional<Sightings> seen) {
    /** Every action, whichever rule takes it. */
    Stream<Action> actions(String name) {
        return rules.stream().flatMap(reading -> reading.actions(name));
    }

    /** The actions that propose a message. */
    Stream<Action> proposals() {
        return rules.stream().flatMap(reading -> reading.actions().stream()).filter(Action::proposesMessage);
    }
}
