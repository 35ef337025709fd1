package dev.opportune.app.api;

import dev.opportune.app.service.Effect;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/** What a change of rules does to people in flight. */
public final class EffectJson {
    private EffectJson() {}

    /** In all, and by flow. */
    public static Map<String, @Nullable Object> fields(Effect effect) {
        List<Effect.OnFlow> flows = effect.flows();
        Map<String, @Nullable Object> fields = new TreeMap<>();
        fields.put("at", effect.at());
        fields.put("openTriggers", sum(flows, flow -> flow.inFlight().openTriggers()));
        fields.put("pendingMessages", sum(flows, flow -> flow.inFlight().pendingMessages()));
        fields.put("cancellations", sum(flows, Effect.OnFlow::cancellations));
        fields.put("ends", sum(flows, Effect.OnFlow::ends));
        fields.put("flows", flows.stream().map(EffectJson::flow).toList());
        return fields;
    }

    private static long sum(List<Effect.OnFlow> flows, ToLongFunction<Effect.OnFlow> count) {
        return flows.stream().mapToLong(count).sum();
    }

    private static Map<String, @Nullable Object> flow(Effect.OnFlow flow) {
        Map<String, @Nullable Object> fields = new TreeMap<>();
        fields.put("flow", flow.inFlight().flow());
        fields.put("openTriggers", flow.inFlight().openTriggers());
        fields.put("pendingMessages", flow.inFlight().pendingMessages());
        fields.put("removed", flow.removed());
        fields.put("cancellations", flow.cancellations());
        fields.put("ends", flow.ends());
        return fields;
    }
}
