package dev.opportune.authoring.properties;

import dev.opportune.authoring.rules.Loaded;
import dev.opportune.authoring.rules.Rules;
import dev.opportune.kernel.session.Ruleset;
import dev.opportune.kernel.session.Rulesets;
import dev.opportune.kernel.store.Activation;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

/** The rules of the repository, compiled once. */
final class ShippedRules {
    private static final Ruleset RULESET = load();

    private ShippedRules() {}

    static Path folder() {
        return Path.of(System.getProperty("opportune.home", "../.."), "rules");
    }

    private static Ruleset load() {
        Loaded loaded = new Rules().load(folder());
        return loaded.ruleset().orElseThrow(() -> new AssertionError(loaded.problems()));
    }

    /** Live since ever. */
    static Rulesets alone() {
        return always(RULESET);
    }

    static Rulesets always(Ruleset ruleset) {
        Activation ever = new Activation(Instant.EPOCH, ruleset.revision(), "test");
        return new Rulesets() {
            @Override
            public List<Activation> activations() {
                return List.of(ever);
            }

            @Override
            public Ruleset ruleset(String revision) {
                return ruleset;
            }
        };
    }
}
