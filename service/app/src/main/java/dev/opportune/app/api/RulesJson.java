package dev.opportune.app.api;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.opportune.app.service.Attempt;
import dev.opportune.app.service.Effect;
import dev.opportune.app.service.LiveRules;
import dev.opportune.authoring.explanation.FailureWords;
import dev.opportune.authoring.explanation.Sources;
import dev.opportune.authoring.rules.WrittenRule;
import dev.opportune.kernel.policy.Flow;
import dev.opportune.kernel.policy.Span;
import dev.opportune.kernel.store.Activation;
import dev.opportune.kernel.store.Exclusion;
import dev.opportune.kernel.store.Failing;
import dev.opportune.kernel.store.Motion;
import dev.opportune.kernel.store.Store;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Which rules are live and were, how the last attempt to load some went, and what was wrong with the last that failed. */
public final class RulesJson {
    /**
     * How things stand.
     *
     * @param lastFailure how a rule of the live revision failed last, by its name
     */
    public Map<String, @Nullable Object> fields(
            LiveRules rules, Store store, Function<String, Optional<Exclusion>> lastFailure) {
        Activation active = rules.active();
        Map<String, @Nullable Object> fields = new TreeMap<>();
        fields.put("active", activation(active));
        fields.put("history", newestFirst(rules.activations()));
        fields.put("approval", rules.terms().secondPerson() ? "second-person" : "none");
        fields.put("proposals", store.motions().stream().map(RulesJson::motion).toList());
        fields.put("quarantined", quarantined(rules, store, active));
        fields.put("failing", failing(rules, store, active, lastFailure));
        fields.put("folder", attempt(rules.lastOfFolder()));
        fields.put("lastAttempt", attempt(rules.lastAttempt()));
        fields.put("lastError", error(rules.lastError()));
        fields.put(
                "flows",
                rules.ruleset(active.revision()).flows().values().stream()
                        .map(RulesJson::flow)
                        .toList());
        return fields;
    }

    /** A revision that is kept, with its files: each a text or, where it is none, {@code {"base64": "…"}}. */
    public Map<String, @Nullable Object> revision(LiveRules rules, String revision, Map<String, byte[]> files) {
        Map<String, Object> contents = new TreeMap<>();
        files.forEach((path, content) -> contents.put(path, content(content)));
        Map<String, @Nullable Object> fields = new TreeMap<>();
        fields.put("revision", revision);
        fields.put("files", contents);
        fields.put(
                "activations",
                newestFirst(rules.activations().stream()
                        .filter(activation -> activation.revision().equals(revision))
                        .toList()));
        return fields;
    }

    /** A file as JSON can have it. */
    public static Object content(byte[] content) {
        try {
            return UTF_8.newDecoder().decode(ByteBuffer.wrap(content)).toString();
        } catch (CharacterCodingException noText) {
            return Map.of("base64", Base64.getEncoder().encodeToString(content));
        }
    }

    private List<Map<String, @Nullable Object>> newestFirst(List<Activation> activations) {
        List<Map<String, @Nullable Object>> history = new ArrayList<>();
        for (int i = activations.size() - 1; i >= 0; i--) {
            history.add(activation(activations.get(i)));
        }
        return history;
    }

    /** One line of the history. */
    public Map<String, @Nullable Object> activation(Activation activation) {
        Map<String, @Nullable Object> fields = new TreeMap<>();
        fields.put("revision", activation.revision());
        fields.put("activatedAt", activation.at());
        fields.put("by", activation.by());
        fields.put("note", activation.note());
        fields.put("without", activation.without());
        return fields;
    }

    /** What somebody would like to be live. */
    public static Map<String, @Nullable Object> motion(Motion motion) {
        Map<String, @Nullable Object> fields = new TreeMap<>();
        fields.put("revision", motion.revision());
        fields.put("proposedAt", motion.at());
        fields.put("by", motion.by());
        fields.put("note", motion.note());
        return fields;
    }

    private static List<Map<String, @Nullable Object>> quarantined(LiveRules rules, Store store, Activation active) {
        if (active.without().isEmpty()) {
            return List.of();
        }
        Map<String, Long> profiles = store.failing(active.revision(), Instant.EPOCH).stream()
                .collect(Collectors.toMap(Failing::rule, Failing::profiles));
        return active.without().stream()
                .map(rule -> {
                    Activation since = rules.leftOutBy(rule);
                    Map<String, @Nullable Object> fields = new TreeMap<>();
                    fields.put("rule", rule);
                    fields.put("since", since.at());
                    fields.put("reason", since.note());
                    fields.put("profiles", profiles.getOrDefault(rule, 0L));
                    return fields;
                })
                .toList();
    }

    /** What failed since somebody made the live revision live, whether it is left out for those profiles or only lost something. */
    private static List<Map<String, @Nullable Object>> failing(
            LiveRules rules, Store store, Activation active, Function<String, Optional<Exclusion>> lastFailure) {
        Sources sources = new Sources(rules, store::files);
        return store.failing(active.revision(), rules.triedSince()).stream()
                .filter(failing -> !active.without().contains(failing.rule()))
                .map(failing -> {
                    Optional<WrittenRule> written = sources.rule(active.revision(), failing.rule());
                    Optional<Exclusion> last = lastFailure.apply(failing.rule());
                    Map<String, @Nullable Object> fields = new TreeMap<>();
                    fields.put("rule", failing.rule());
                    fields.put("profiles", failing.profiles());
                    fields.put("reason", last.map(FailureWords::reason).orElse(null));
                    fields.put("costs", last.map(RulesJson::costs).orElse(null));
                    fields.put(
                            "place",
                            written.map(rule -> rule.place(last.map(exclusion ->
                                                            exclusion.failure().condition())
                                                    .orElse(null))
                                            .toString())
                                    .orElse(null));
                    return fields;
                })
                .toList();
    }

    private static String costs(Exclusion last) {
        return last.leavesRuleOut() ? "the rule, for these profiles" : "what its action proposed, each time";
    }

    private static @Nullable Map<String, @Nullable Object> attempt(@Nullable Attempt attempt) {
        if (attempt == null) {
            return null;
        }
        Map<String, @Nullable Object> fields = new TreeMap<>();
        fields.put("at", attempt.at());
        fields.put("revision", attempt.revision());
        fields.put("by", attempt.by());
        fields.put("result", attempt.result().name().toLowerCase(Locale.ROOT));
        Effect effect = attempt.effect();
        fields.put("inFlight", effect == null ? null : EffectJson.fields(effect));
        return fields;
    }

    private static @Nullable Map<String, @Nullable Object> error(@Nullable Attempt refused) {
        if (refused == null) {
            return null;
        }
        Map<String, @Nullable Object> fields = new TreeMap<>();
        fields.put("at", refused.at());
        fields.put("by", refused.by());
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
