package dev.opportune.app.api;

import dev.opportune.kernel.decision.Change;
import dev.opportune.kernel.decision.Correction;
import dev.opportune.kernel.decision.Decision;
import dev.opportune.kernel.decision.Delivery;
import dev.opportune.kernel.store.Recorded;
import dev.opportune.kernel.timeline.Step;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Decisions as JSON; the names of the fields are a contract. */
public final class DecisionJson {
    /** The order of canonical listings: when, who, which flow, then what. */
    public static final Comparator<Decision> ORDER = Comparator.comparing(Decision::at)
            .thenComparing(Decision::profileId)
            .thenComparing(Decision::flow)
            .thenComparing(Decision::key)
            .thenComparing(decision -> decision.kind().word())
            .thenComparing(Decision::message, Comparator.nullsFirst(Comparator.<String>naturalOrder()))
            .thenComparing(Decision::id);

    private final Json json;
    private final Function<Decision, Map<String, String>> headers;

    /** Without what belongs in the header of an email. */
    public DecisionJson(Json json) {
        this(json, decision -> Map.of());
    }

    /** @param headers what belongs in the header of the email that a decision is about; empty where there is none */
    public DecisionJson(Json json, Function<Decision, Map<String, String>> headers) {
        this.json = json;
        this.headers = headers;
    }

    /** The canonical text of one decision, without a line break: equal decisions give equal bytes. */
    public String canonical(Decision decision) {
        return json.write(fields(decision));
    }

    /** Canonical lines in canonical order. Cancelled by a late event means a trace of arrival, and is left out. */
    public List<String> listing(List<Decision> decisions) {
        return decisions.stream()
                .filter(decision -> !decision.isTraceOfArrival())
                .sorted(ORDER)
                .map(this::canonical)
                .toList();
    }

    /** What the decision is, and nothing that depends on when a machine got round to it. */
    public Map<String, @Nullable Object> fields(Decision decision) {
        Map<String, @Nullable Object> fields = new TreeMap<>();
        fields.put("id", decision.id());
        fields.put("profileId", decision.profileId());
        fields.put("flow", decision.flow());
        fields.put("key", decision.key());
        fields.put("kind", decision.kind().word());
        fields.put("outcome", decision.outcome().word());
        fields.put("reason", decision.reason());
        fields.put("message", decision.message());
        fields.put("channel", decision.channel());
        fields.put("content", decision.content());
        fields.put("at", decision.at());
        fields.put("dueAt", decision.dueAt());
        fields.put("rule", decision.rule());
        fields.put("because", decision.because());
        fields.put("experiments", decision.experiments());
        fields.put("timezone", decision.timezone());
        fields.put("ruleset", decision.ruleset());
        fields.put(
                "changes", decision.changes().stream().map(DecisionJson::change).toList());
        if (decision.zoneAssumed()) {
            fields.put("timezoneAssumed", true);
        }
        if (!decision.last().facts().isEmpty()) {
            fields.put("facts", decision.last().facts());
        }
        return fields;
    }

    /** All that is recorded of it, as the API shows it. */
    public Map<String, @Nullable Object> fields(Recorded recorded) {
        return fields(recorded.decision(), recorded.recordedAt());
    }

    /**
     * All that is known of it.
     *
     * @param recordedAt null where it is not committed
     */
    public Map<String, @Nullable Object> fields(Decision decision, @Nullable Instant recordedAt) {
        Map<String, @Nullable Object> fields = fields(decision);
        fields.put("recordedAt", recordedAt);
        fields.put("delivery", delivery(decision.delivery()));
        Map<String, String> ofEmail = headers.apply(decision);
        if (!ofEmail.isEmpty()) {
            fields.put("headers", ofEmail);
        }
        Correction correction = decision.correction();
        if (correction != null) {
            fields.put("correction", Map.of("event", place(correction.event()), "at", place(correction.at())));
        }
        return fields;
    }

    private static Map<String, Object> change(Change change) {
        Map<String, Object> fields = new TreeMap<>();
        fields.put("outcome", change.outcome().word());
        fields.put("at", change.at());
        if (change.reason() != null) {
            fields.put("reason", change.reason());
        }
        return fields;
    }

    private static @Nullable Map<String, Object> delivery(@Nullable Delivery delivery) {
        if (delivery == null) {
            return null;
        }
        Map<String, Object> fields = new TreeMap<>();
        fields.put("state", delivery.state().word());
        if (delivery.at() != null) {
            fields.put("at", delivery.at());
        }
        if (delivery.reason() != null) {
            fields.put("reason", delivery.reason());
        }
        return fields;
    }

    private static Map<String, Object> place(Step step) {
        return step.rank() == Step.Rank.ENTRY
                ? Map.of("at", step.at(), "source", step.source(), "id", step.id())
                : Map.of("at", step.at());
    }
}
