package dev.opportune.kernel.session;

import dev.opportune.kernel.store.Activation;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.SortedSet;

/**
 * One ruleset that was live from the beginning of time.
 *
 * @param without its rules that are left out for everybody
 */
public record OneRuleset(Ruleset live, SortedSet<String> without) implements Rulesets {
    /** All of it. */
    public OneRuleset(Ruleset live) {
        this(live, Collections.emptySortedSet());
    }

    @Override
    public List<Activation> activations() {
        return List.of(new Activation(Instant.EPOCH, live.revision(), "replay", "", without));
    }

    @Override
    public Ruleset ruleset(String revision) {
        if (!revision.equals(live.revision())) {
            throw new IllegalArgumentException("revision " + revision + " was never live");
        }
        return live;
    }
}
