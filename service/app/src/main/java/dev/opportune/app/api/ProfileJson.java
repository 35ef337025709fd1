package dev.opportune.app.api;

import dev.opportune.kernel.store.Activation;
import dev.opportune.kernel.store.Timeline;
import dev.opportune.kernel.timeline.Traits;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What is known of a person. */
public final class ProfileJson {
    public Map<String, @Nullable Object> fields(String id, Timeline.State state) {
        Traits traits = state.traits();
        Map<String, @Nullable Object> fields = new TreeMap<>();
        fields.put("profileId", id);
        fields.put("traits", traits.properties());
        fields.put("consents", ConsentJson.fields(traits.consents()));
        fields.put("timezone", traits.timezone());
        fields.put("segments", traits.segments());
        fields.put("unreachable", traits.unreachable());
        fields.put("orders", traits.orders());
        fields.put("lifetimeValue", traits.lifetimeValue());
        fields.put("decidedThrough", state.reached().at());
        fields.put("wakeUp", state.wakeUp());
        fields.put("ruleset", Activation.revisionIn(state.revision()));
        return fields;
    }
}
