package dev.opportune.app.api;

import dev.opportune.authoring.explanation.Compared;
import dev.opportune.authoring.explanation.Compared.Difference;
import dev.opportune.authoring.explanation.Trial;
import dev.opportune.authoring.fixtures.Result;
import dev.opportune.authoring.rules.Loaded;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What other rules would have decided, as JSON; the names of the fields are a contract. */
public final class TrialJson {
    /** More decisions than these are counted, but not told. */
    public static final int MOST_TOLD = 1_000;

    private final ExplanationJson explanations;
    private final ProblemsJson problems;

    public TrialJson(ExplanationJson explanations, ProblemsJson problems) {
        this.explanations = explanations;
        this.problems = problems;
    }

    /**
     * For a profile.
     *
     * @param entries how many of its entries were run
     */
    public Map<String, @Nullable Object> fields(
            Loaded candidate, String profileId, Instant from, Instant until, int entries, Trial.Outcome outcome) {
        List<Compared> compared = outcome.compared();
        Map<String, @Nullable Object> fields = of(candidate);
        fields.put("profileId", profileId);
        fields.put("from", from);
        fields.put("until", until);
        fields.put("entries", entries);
        fields.put("summary", counts(compared));
        fields.put("failures", ExplanationJson.steps(outcome.failures()));
        List<Compared> told = compared.stream().limit(MOST_TOLD).toList();
        fields.put("decisions", told.stream().map(explanations::fields).toList());
        fields.put("words", told.stream().map(Compared::words).toList());
        return fields;
    }

    /** For a story. */
    public Map<String, @Nullable Object> fields(Loaded candidate, Result result) {
        Map<String, @Nullable Object> fields = of(candidate);
        fields.put("fixture", result.fixture().title());
        fields.put("status", result.status().word());
        fields.put("log", result.log());
        fields.put("words", result.text().lines().toList());
        fields.put("fixtureProblems", problems.list(result.problems()));
        return fields;
    }

    private Map<String, @Nullable Object> of(Loaded candidate) {
        Map<String, @Nullable Object> fields = new TreeMap<>();
        fields.put("revision", candidate.revision());
        fields.put("problems", problems.list(candidate.problems()));
        return fields;
    }

    /** How many decisions there are of each difference. */
    public static Map<String, Object> counts(List<Compared> compared) {
        Map<String, Object> counts = new TreeMap<>();
        for (Difference difference : Difference.values()) {
            counts.put(
                    difference.word(),
                    compared.stream()
                            .filter(one -> one.difference() == difference)
                            .count());
        }
        return counts;
    }
}
