package dev.opportune.app.api;

import dev.opportune.app.service.NextEmail;
import dev.opportune.kernel.decision.Decision;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The answer to an app that asks for the next email. */
public final class NextEmailJson {
    private final Json json;
    private final DecisionJson decisions;

    public NextEmailJson(Json json, DecisionJson decisions) {
        this.json = json;
        this.decisions = decisions;
    }

    public String write(NextEmail answer) {
        Map<String, @Nullable Object> fields = new TreeMap<>();
        Decision decision = answer.decision();
        Decision next = answer.next();
        fields.put("profileId", answer.profileId());
        fields.put("at", answer.at());
        fields.put("outcome", answer.outcome().word());
        fields.put("decision", decision == null ? null : decisions.fields(decision, null));
        fields.put("next", next == null ? null : next(next));
        fields.put(
                "considered",
                answer.considered().stream().map(NextEmailJson::considered).toList());
        fields.put("ruleset", answer.ruleset());
        return json.write(fields);
    }

    private static Map<String, @Nullable Object> next(Decision waiting) {
        Map<String, @Nullable Object> fields = new TreeMap<>();
        fields.put("dueAt", waiting.dueAt());
        fields.put("flow", waiting.flow());
        fields.put("message", waiting.message());
        return fields;
    }

    private static Map<String, @Nullable Object> considered(Decision decision) {
        Map<String, @Nullable Object> fields = new TreeMap<>();
        fields.put("flow", decision.flow());
        fields.put("message", decision.message());
        fields.put("outcome", decision.outcome().word());
        fields.put("reason", decision.reason());
        fields.put("because", decision.because());
        if (!decision.last().facts().isEmpty()) {
            fields.put("facts", decision.last().facts());
        }
        return fields;
    }
}
