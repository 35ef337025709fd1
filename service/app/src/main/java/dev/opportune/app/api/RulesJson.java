package dev.opportune.app.api;

import dev.opportune.app.service.LiveRules;
import dev.opportune.kernel.policy.Flow;
import dev.opportune.kernel.policy.Span;
import dev.opportune.kernel.session.Ruleset;
import dev.opportune.kernel.store.Activation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Which rules are live and were, how the last attempt to load some went, and what was wrong with the last that failed. */
public final class RulesJson {
    public Map<String, @Nullable Object> fields(LiveRules rules) {
        List<Activation> activations = rules.activations();
        Activation active = activations.get(activations.size() - 1);
        Ruleset live = rules.ruleset(active.revision());
        Map<String, @Nullable Object> fields = new TreeMap<>();
        fields.put("active", activation(active));
        fields.put("history", newestFirst(activations));
        fields.put("lastAttempt", attempt(rules.lastAttempt()));
        fields.put("lastError", error(rules.lastError()));
        fields.put("flows", live.flows().values().stream().map(RulesJson::flow).toList());
        return fields;
    }

    private static List<Map<String, @Nullable Object>> newestFirst(List<Activation> activations) {
        List<Map<String, @Nullable Object>> history = new ArrayList<>();
        for (int i = activations.size() - 1; i >= 0; i--) {
            history.add(activation(activations.get(i)));
        }
        return history;
    }

    private static Map<String, @Nullable Object> activation(Activation activation) {
        Map<String, @Nullable Object> fields = new TreeMap<>();
        fields.put("revision", activation.revision());
        fields.put("activatedAt", activation.at());
        fields.put("by", activation.by());
        return fields;
    }

    private static @Nullable Map<String, @Nullable Object> attempt(LiveRules.@Nullable Attempt attempt) {
        if (attempt == null) {
            return null;
        }
        Map<String, @Nullable Object> fields = new TreeMap<>();
        fields.put("at", attempt.at());
        fields.put("revision", attempt.revision());
        fields.put(
                "result", !attempt.problems().isEmpty() ? "refused" : attempt.activated() ? "activated" : "unchanged");
        return fields;
    }

    private static @Nullable Map<String, @Nullable Object> error(LiveRules.@Nullable Attempt refused) {
        if (refused == null) {
            return null;
        }
        Map<String, @Nullable Object> fields = new TreeMap<>();
        fields.put("at", refused.at());
        fields.put("problems", refused.problems());
        return fields;
    }

    private static Map<String, @Nullable Object> flow(Flow flow) {
        Map<String, @Nullable Object> fields = new TreeMap<>();
        fields.put("flow", flow.name());
        fields.put("owner", flow.owner());
        fields.put("channel", flow.channel());
        fields.put("priority", flow.priority());
        fields.put("reentry", Span.format(flow.reentry()));
        fields.put("openFor", Span.format(flow.openFor()));
        fields.put("validFor", Span.format(flow.validFor()));
        fields.put("paused", flow.paused());
        return fields;
    }
}
