package dev.opportune.kernel.session;

import dev.opportune.kernel.decision.Change;
import dev.opportune.kernel.decision.Decision;
import dev.opportune.kernel.decision.Kind;
import dev.opportune.kernel.decision.Outcome;
import dev.opportune.kernel.decision.Terms;
import dev.opportune.kernel.decision.TriggerName;
import dev.opportune.kernel.policy.Channel;
import dev.opportune.kernel.policy.Experiment;
import dev.opportune.kernel.policy.Flow;
import dev.opportune.kernel.policy.Policy;
import dev.opportune.kernel.timeline.Event;
import dev.opportune.kernel.timeline.Properties;
import dev.opportune.kernel.timeline.Step;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.drools.kiesession.rulebase.KnowledgeBaseFactory;
import org.jspecify.annotations.Nullable;
import org.kie.api.KieBase;

/** Events and decisions of one profile, minutes after noon, and rulesets without rules. */
final class Samples {
    static final Instant NOON = Instant.parse("2026-03-03T12:00:00Z");
    static final Duration LOOKBACK = Duration.ofDays(120);

    private Samples() {}

    static Instant minute(double minutes) {
        return NOON.plusMillis(Math.round(minutes * 60_000));
    }

    static Event event(double minute, String name) {
        return event(minute(minute), name, Map.of());
    }

    static Event event(Instant at, String name, Map<String, ?> properties) {
        return new Event("web", "e@" + at, "u1", name, at, at, Properties.of(properties), false, false);
    }

    static Decision opening(Event cause) {
        return opening("", cause);
    }

    static Decision opening(String key, Event cause) {
        return decision(
                TriggerName.of("cart", key, cause), Kind.TRIGGER, null, cause, cause.step(), Outcome.NONE, null);
    }

    static Decision end(Decision opening, double minute) {
        return decision(opening.trigger(), Kind.END, null, null, Step.due(minute(minute)), Outcome.NONE, "over");
    }

    static Decision message(Decision opening, String message, double minute, Outcome outcome) {
        return decision(opening.trigger(), Kind.DELAY, message, null, Step.due(minute(minute)), outcome, null);
    }

    static Change undone(double minute) {
        return change(Step.due(minute(minute)), Outcome.CANCEL, Decision.LATE_EVENT);
    }

    static Change change(Step step, Outcome outcome, @Nullable String reason) {
        return new Change(outcome, reason, Properties.NONE, step.at(), "r1", "UTC", false, step);
    }

    private static Decision decision(
            TriggerName trigger,
            Kind kind,
            @Nullable String message,
            @Nullable Event cause,
            Step step,
            Outcome outcome,
            @Nullable String reason) {
        return new Decision(
                trigger.decisionId(kind, message),
                "u1",
                trigger,
                kind,
                message,
                message == null ? null : "email",
                Properties.NONE,
                "a rule",
                List.of(),
                new TreeMap<>(),
                new Terms(50, 0, Duration.ofHours(12), step.at()),
                cause,
                List.of(change(step, outcome, reason)),
                null,
                null);
    }

    static KieBase baseWithoutRules() {
        return KnowledgeBaseFactory.newKnowledgeBase();
    }

    static Ruleset ruleset(Supplier<KieBase> bases) {
        Flow cart = new Flow(
                "cart",
                "tests",
                null,
                "email",
                50,
                Duration.ofHours(24),
                Duration.ofDays(365),
                Duration.ofHours(12),
                new TreeMap<>(),
                false);
        Policy policy = new Policy(
                ZoneId.of("UTC"),
                Duration.ofHours(48),
                LOOKBACK,
                Experiment.holdout(BigDecimal.ZERO),
                false,
                new TreeMap<>(Map.of("email", new Channel("email", null, List.of(), null))),
                List.of(),
                new TreeMap<>());
        return new Ruleset("r1", Map.of("cart", cart), policy, bases, false);
    }
}
