package dev.opportune.app.api;

import dev.opportune.app.service.LiveRules;
import dev.opportune.kernel.policy.Flow;
import dev.opportune.kernel.policy.Span;
import dev.opportune.kernel.session.Ruleset;
import dev.opportune.kernel.store.Activation;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Which rules are live, how the last attempt to load rules went, and what was wrong with it: three things apart. */
public final class RulesJson {
    public Map<String, @Nullable Object> fields(LiveRules rules) {
        Ruleset live = rules.live();
        Map<String, @Nullable Object> fields = new TreeMap<>();
        fields.put("active", active(rules.active()));
        fields.put("lastAttempt", attempt(rules.lastAttempt()));
        fields.put("lastError", error(rules.lastError()));
        fields.put("flows", live.flows().values().stream().map(RulesJson::flow).toList());
        return fields;
    }

    private static Map<String, @Nullable Object> active(Activation activation) {
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
