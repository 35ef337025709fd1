package dev.opportune.authoring.explanation;

import dev.opportune.kernel.decision.Decision;
import dev.opportune.kernel.session.Rulesets;
import dev.opportune.kernel.session.Settings;
import dev.opportune.kernel.store.Activation;
import dev.opportune.kernel.store.Recorded;
import dev.opportune.kernel.store.Store;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Explains what is recorded. What the record does not hold, such as the gates that let a message pass, is found out by
 * running the timeline again, under the rules that were live then, in a session that is thrown away.
 */
public final class Explainer {
    private final Store store;
    private final Rulesets rulesets;
    private final Settings settings;

    /** @param settings those that the record was made with */
    public Explainer(Store store, Rulesets rulesets, Settings settings) {
        this.store = store;
        this.rulesets = rulesets;
        this.settings = settings;
    }

    /** Why a decision is what it is; empty if there is none of that id. */
    public Optional<Explanation> decision(String id) {
        return store.decision(id)
                .flatMap(recorded -> Past.of(store, recorded.decision().profileId())
                        .map(past -> new Explanation(recorded, told(recorded, past))));
    }

    private List<Told> told(Recorded recorded, Past past) {
        Decision decision = recorded.decision();
        Sources sources = new Sources(rulesets, store::files);
        Run run = run(past);
        List<Told> told = new ArrayList<>(new Account(decision, past, past.decisions(), sources, run.replayed())
                .told(new Assignments(sources, settings)));
        Replayed replayed = run.replayed();
        if (replayed == null) {
            told.add(Agreement.impossible(run.why()));
        } else {
            Ledger ledger = new Ledger(past, past.decisions(), replayed, sources, decision.timezone());
            told.addAll(ledger.around(decision));
            told.add(Agreement.of(decision, replayed.decisions().get(decision.id())));
        }
        return told;
    }

    /** @param why there is no replay; empty where there is one */
    private record Run(@Nullable Replayed replayed, String why) {}

    private Run run(Past past) {
        if (!past.whole()) {
            return new Run(null, "it has more than " + Past.MOST_ENTRIES + " entries");
        }
        try {
            return new Run(Replayed.of(past, rulesets, settings, past.lastKnown(), true), "");
        } catch (IllegalStateException rulesAreGone) {
            return new Run(null, String.valueOf(rulesAreGone.getMessage()));
        }
    }

    /**
     * What happened to a profile, newest first: which rules fired, what was refused and what was decided.
     *
     * @param flow of which alone; null for all
     * @param since nothing from before; null for all
     * @param limit at most so many steps
     * @return empty if the profile was never seen
     */
    public Optional<Explanation> profile(String profileId, @Nullable String flow, @Nullable Instant since, int limit) {
        return Past.of(store, profileId).map(past -> new Explanation(null, newestFirst(past, flow, since, limit)));
    }

    private List<Told> newestFirst(Past past, @Nullable String flow, @Nullable Instant since, int limit) {
        Sources sources = new Sources(rulesets, store::files);
        Run run = run(past);
        List<Decision> decisions = past.decisions().values().stream()
                .filter(decision -> flow == null || decision.flow().equals(flow))
                .toList();
        List<Told> told = new ArrayList<>();
        Replayed replayed = run.replayed();
        if (replayed == null) {
            told.add(Agreement.impossible(run.why()));
        }
        Ledger ledger = new Ledger(past, past.decisions(), replayed, sources, zone(past, sources));
        List<Told> all = Stream.of(ledger.told(flow), ledger.outcomes(decisions))
                .flatMap(Collection::stream)
                .filter(one -> since == null || one.at() == null || !one.at().isBefore(since))
                .sorted(Comparator.comparing(Explainer::at))
                .toList();
        for (int i = all.size() - 1; i >= 0 && told.size() < limit; i--) {
            told.add(all.get(i));
        }
        return told;
    }

    private static Instant at(Told told) {
        return told.at() == null ? Instant.MIN : told.at();
    }

    /** As the profile names it, or else as the rules do; UTC where neither can be read. */
    private String zone(Past past, Sources sources) {
        String named = past.state().traits().timezone();
        if (named != null && ZoneId.getAvailableZoneIds().contains(named)) {
            return named;
        }
        List<Activation> activations = rulesets.activations();
        String live = activations.get(activations.size() - 1).revision();
        return sources.ruleset(live)
                .map(ruleset -> ruleset.policy().defaultTimezone().getId())
                .orElse("UTC");
    }
}
