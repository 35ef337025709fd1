package dev.opportune.app.replay;

import dev.opportune.kernel.session.Ruleset;
import dev.opportune.kernel.session.Rulesets;
import dev.opportune.kernel.store.Activation;
import java.time.Instant;
import java.util.List;

/** One ruleset that was live from the beginning of time. */
public record OneRuleset(Ruleset live) implements Rulesets {
    @Override
    public List<Activation> activations() {
        return List.of(new Activation(Instant.EPOCH, live.revision(), "replay"));
    }

    @Override
    public Ruleset ruleset(String revision) {
        if (!revision.equals(live.revision())) {
            throw new IllegalArgumentException("revision " + revision + " was never live");
        }
        return live;
    }
}
