package dev.opportune.authoring.explanation;

import dev.opportune.authoring.explanation.Compared.Difference;
import dev.opportune.kernel.decision.Decision;
import dev.opportune.kernel.decision.Kind;
import dev.opportune.kernel.session.Patience;
import dev.opportune.kernel.session.Settings;
import dev.opportune.kernel.timeline.Step;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What rules would have decided for a profile, had they been live from its beginning, beside what is recorded. Nothing of
 * it is kept.
 */
public final class Trial {
    /** More differences than these are not explained one by one. */
    public static final int MOST_EXPLAINED = 200;

    /** As a story is told: by when it began, an opening before what it opened, an end after it. */
    private static final Comparator<Decision> AS_DECIDED = Comparator.comparing(
                    (Decision decision) -> decision.changes().get(0).at())
            .thenComparing(decision -> !decision.isOpening())
            .thenComparing(decision -> decision.kind() == Kind.END)
            .thenComparing(Decision::trigger)
            .thenComparing(Decision::id);

    private final Past past;
    private final Sources candidate;
    private final Settings settings;

    /** @param candidate one revision, live since 1970 */
    public Trial(Past past, Sources candidate, Settings settings) {
        this.past = past;
        this.candidate = candidate;
        this.settings = settings.with(Patience.forEntries(past.entries().size()));
    }

    /**
     * What came of it.
     *
     * @param compared what would have been beside what is recorded
     * @param failures what failed of the rules that were tried, in order
     */
    public record Outcome(List<Compared> compared, List<Told> failures) {}

    /**
     * Runs the whole of what had arrived by an instant, for what a rule remembers begins before what it is asked about.
     *
     * @param from decisions whose latest outcome is older are left out
     * @param until to where time runs; what is recorded is taken as it was then
     * @throws IllegalStateException if the past is not whole
     * @throws dev.opportune.kernel.session.OutOfPatienceException if the rules go on and on by themselves
     */
    public Outcome run(Instant from, Instant until) {
        if (!past.whole()) {
            throw new IllegalStateException("a past of which a part is missing cannot be run again");
        }
        Past known = past.until(until);
        Replayed replayed = Replayed.of(known, candidate.rulesets(), settings, until, false);
        SortedMap<String, Decision> would = replayed.decisions();
        SortedMap<String, Decision> recorded = recordedBy(until);
        SortedMap<String, Decision> all = new TreeMap<>(recorded);
        all.putAll(would);
        List<Compared> compared = new ArrayList<>();
        for (String id : all.keySet()) {
            Decision mine = standing(would, id);
            Decision theirs = standing(recorded, id);
            if (isSince(from, mine) || isSince(from, theirs)) {
                compared.add(Compared.of(mine, theirs));
            }
        }
        compared.sort(Comparator.comparing(Compared::any, AS_DECIDED));
        Ledger ledger = new Ledger(
                known, would, replayed, candidate, known.state().traits().timezone());
        String tried = candidate.activationAt(Step.FIRST).revision();
        List<Told> failures = ledger.failuresUnder(tried).stream()
                .filter(failure -> failure.at() == null || !failure.at().isBefore(from))
                .toList();
        return new Outcome(explained(compared, known, replayed), failures);
    }

    private SortedMap<String, Decision> recordedBy(Instant until) {
        Step after = Step.due(until.plusMillis(1));
        SortedMap<String, Decision> recorded = new TreeMap<>();
        past.decisions().forEach((id, decision) -> {
            Decision then = decision.before(after);
            if (then != null) {
                recorded.put(id, then);
            }
        });
        return recorded;
    }

    /** What a late event undid is a trace of arrival, and no decision. */
    private static @Nullable Decision standing(Map<String, Decision> decisions, String id) {
        Decision decision = decisions.get(id);
        return decision == null || decision.isTraceOfArrival() ? null : decision;
    }

    private static boolean isSince(Instant from, @Nullable Decision decision) {
        return decision != null && !decision.at().isBefore(from);
    }

    private List<Compared> explained(List<Compared> compared, Past known, Replayed replayed) {
        List<Compared> explained = new ArrayList<>();
        int told = 0;
        for (Compared one : compared) {
            boolean isTold = one.difference() != Difference.SAME && told < MOST_EXPLAINED;
            told += isTold ? 1 : 0;
            explained.add(isTold ? one.with(told(one, known, replayed)) : one);
        }
        return explained;
    }

    /** How it would come about, or what there is instead of what would not. */
    private List<Told> told(Compared one, Past known, Replayed replayed) {
        Decision would = one.would();
        if (would != null) {
            return new Account(would, known, replayed.decisions(), candidate, replayed)
                    .told(new Assignments(candidate, settings));
        }
        Decision recorded = one.any();
        return new Ledger(known, replayed.decisions(), replayed, candidate, recorded.timezone()).around(recorded);
    }
}
