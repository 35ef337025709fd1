package dev.opportune.storage;

import dev.opportune.kernel.decision.Change;
import dev.opportune.kernel.decision.Decision;
import dev.opportune.kernel.decision.Delivery;
import dev.opportune.kernel.decision.Kind;
import dev.opportune.kernel.decision.Outcome;
import dev.opportune.kernel.decision.Terms;
import dev.opportune.kernel.decision.TriggerName;
import dev.opportune.kernel.store.Advance;
import dev.opportune.kernel.store.Folds;
import dev.opportune.kernel.store.Timeline.State;
import dev.opportune.kernel.timeline.Entry;
import dev.opportune.kernel.timeline.Event;
import dev.opportune.kernel.timeline.Properties;
import dev.opportune.kernel.timeline.Step;
import dev.opportune.kernel.timeline.Traits;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Small things to put into a store. */
final class Samples {
    static final Instant NOON = Instant.parse("2026-03-03T12:00:00Z");
    static final String SOURCE = "web";

    private Samples() {}

    static Instant minutes(long after) {
        return NOON.plus(Duration.ofMinutes(after));
    }

    static Event event(String profile, String id, Instant at) {
        return event(profile, id, at, Properties.of(Map.of("product_id", "p1", "price", 12.5)));
    }

    static Event event(String profile, String id, Instant at, Properties properties) {
        return new Event(SOURCE, id, profile, "Product Added", at, at.plusMillis(7), properties, false, false);
    }

    static State state(long version) {
        return state(version, null);
    }

    static State state(long version, @Nullable Instant wakeUp) {
        return state(version, "r1", wakeUp, Step.FIRST);
    }

    static State state(long version, String revision, @Nullable Instant wakeUp, Step baseAt) {
        return new State(version, Step.due(NOON), Traits.NONE, Folds.NONE, baseAt, List.of(), null, revision, wakeUp);
    }

    static Advance advance(String profile, long version, @Nullable Entry entry, Decision... changed) {
        return new Advance(profile, entry, false, List.of(changed), state(version), null);
    }

    static Advance advance(String profile, State state, Decision... changed) {
        return new Advance(profile, null, false, List.of(changed), state, null);
    }

    static TriggerName trigger(String flow, String causeId) {
        return new TriggerName(flow, "", SOURCE, causeId);
    }

    static Change change(Outcome outcome, Instant at) {
        return change(outcome, null, at);
    }

    static Change change(Outcome outcome, @Nullable String reason, Instant at) {
        return new Change(outcome, reason, Properties.NONE, at, "r1", "Europe/Berlin", false, Step.due(at));
    }

    static Decision opening(String profile, TriggerName trigger, Instant at) {
        Event cause = event(profile, trigger.id(), at);
        return decision(profile, trigger, Kind.TRIGGER, null, cause, change(Outcome.NONE, at));
    }

    static Decision end(String profile, TriggerName trigger, Instant at) {
        return decision(profile, trigger, Kind.END, null, null, change(Outcome.NONE, "ordered", at));
    }

    static Decision message(String profile, TriggerName trigger, Kind kind, String message, Change... changes) {
        return decision(profile, trigger, kind, message, null, changes);
    }

    private static Decision decision(
            String profile,
            TriggerName trigger,
            Kind kind,
            @Nullable String message,
            @Nullable Event cause,
            Change... changes) {
        Change last = changes[changes.length - 1];
        return new Decision(
                trigger.decisionId(kind, message),
                profile,
                trigger,
                kind,
                message,
                message == null ? null : "email",
                Properties.NONE,
                "a rule",
                List.of(trigger.id()),
                new TreeMap<>(),
                new Terms(50, 0.0, Duration.ofHours(24), changes[0].dueAt()),
                cause,
                List.of(changes),
                last.outcome() == Outcome.SEND ? Delivery.PENDING : null,
                null);
    }
}
