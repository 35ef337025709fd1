package dev.opportune.app.api;

import dev.opportune.authoring.explanation.Compared;
import dev.opportune.authoring.explanation.Explanation;
import dev.opportune.authoring.explanation.Told;
import dev.opportune.kernel.decision.Decision;
import dev.opportune.kernel.store.Recorded;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Explanations as JSON, in typed steps and in words; the names of the fields are a contract. */
public final class ExplanationJson {
    private final DecisionJson decisions;

    public ExplanationJson(DecisionJson decisions) {
        this.decisions = decisions;
    }

    public Map<String, @Nullable Object> fields(Explanation explanation) {
        Map<String, @Nullable Object> fields = steps(explanation.steps());
        Recorded decision = explanation.decision();
        if (decision != null) {
            fields.put("decision", decisions.fields(decision));
        }
        return fields;
    }

    /** What would have been beside what is: {@code decision} and {@code recorded} are null where there is none. */
    public Map<String, @Nullable Object> fields(Compared compared) {
        Map<String, @Nullable Object> fields = new TreeMap<>();
        fields.put("difference", compared.difference().word());
        fields.put("fields", compared.fields());
        fields.put("decision", decision(compared.would()));
        fields.put("recorded", decision(compared.recorded()));
        fields.put("explanation", steps(compared.explanation()));
        return fields;
    }

    private @Nullable Object decision(@Nullable Decision decision) {
        return decision == null ? null : decisions.fields(decision);
    }

    static Map<String, @Nullable Object> steps(List<Told> told) {
        Map<String, @Nullable Object> fields = new TreeMap<>();
        fields.put("steps", told.stream().map(ExplanationJson::step).toList());
        fields.put("words", told.stream().map(Told::words).toList());
        return fields;
    }

    /** The figures stand beside what every step has. */
    private static Map<String, @Nullable Object> step(Told told) {
        Map<String, @Nullable Object> fields = new TreeMap<>(told.figures().values());
        fields.put("step", told.kind().word());
        fields.put("words", told.words());
        if (told.at() != null) {
            fields.put("at", told.at());
        }
        return fields;
    }
}
