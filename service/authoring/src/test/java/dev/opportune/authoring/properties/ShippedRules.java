package dev.opportune.authoring.properties;

import dev.opportune.kernel.session.Ruleset;
import dev.opportune.kernel.session.Rulesets;
import dev.opportune.kernel.store.Activation;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

/** The rules of the repository. */
final class ShippedRules {
    private ShippedRules() {}

    static Path folder() {
        return Path.of(System.getProperty("opportune.home", "../.."), "rules");
    }

    /** Live since ever. */
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
