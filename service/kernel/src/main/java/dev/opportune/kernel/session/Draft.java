package dev.opportune.kernel.session;

import dev.opportune.kernel.decision.Change;
import dev.opportune.kernel.decision.Decision;
import dev.opportune.kernel.decision.Kind;
import dev.opportune.kernel.decision.Outcome;
import dev.opportune.kernel.decision.Terms;
import dev.opportune.kernel.decision.TriggerName;
import dev.opportune.kernel.policy.Flow;
import dev.opportune.kernel.timeline.Event;
import dev.opportune.kernel.timeline.Properties;
import dev.opportune.kernel.timeline.Step;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Writes decisions and their changes as of one step. */
final class Draft {
    private final Stepper stepper;
    private final Step step;
    private final ZoneId zone;
    private final boolean zoneAssumed;

    Draft(Stepper stepper, Step step) {
        this.stepper = stepper;
        this.step = step;
        String named = stepper.traits().timezone();
        ZoneId usable = named == null ? null : zone(named);
        this.zoneAssumed = usable == null;
        this.zone = usable == null ? stepper.policy().defaultTimezone() : usable;
    }

    private static @Nullable ZoneId zone(String name) {
        try {
            return ZoneId.of(name);
        } catch (DateTimeException unknown) {
            return null;
        }
    }

    ZoneId zone() {
        return zone;
    }

    Change change(Outcome outcome, @Nullable String reason, Properties facts, Instant dueAt) {
        return new Change(outcome, reason, facts, dueAt, stepper.ruleset().revision(), zone.getId(), zoneAssumed, step);
    }

    Decision opening(TriggerName name, Firing firing, Event cause) {
        return decision(name, Kind.TRIGGER, firing.rule(), firing.because(), cause, Outcome.NONE, null);
    }

    Decision end(TriggerName name, String rule, List<String> because, String reason) {
        return decision(name, Kind.END, rule, because, null, Outcome.NONE, reason);
    }

    private Decision decision(
            TriggerName name,
            Kind kind,
            String rule,
            List<String> because,
            @Nullable Event cause,
            Outcome outcome,
            @Nullable String reason) {
        Flow flow = stepper.ruleset().flows().get(name.flow());
        Terms terms = new Terms(
                flow == null ? 0 : flow.priority(), 0, flow == null ? Duration.ZERO : flow.validFor(), step.at());
        return new Decision(
                name.decisionId(kind, null),
                stepper.profileId(),
                name,
                kind,
                null,
                null,
                Properties.NONE,
                rule,
                because,
                experiments(flow),
                terms,
                cause,
                List.of(change(outcome, reason, Properties.NONE, step.at())),
                null,
                null);
    }

    /** A proposed message, with the first outcome it is given. */
    Decision message(TriggerName name, Proposal.Message proposed, Change first) {
        Options options = proposed.options();
        return new Decision(
                name.decisionId(proposed.kind(), proposed.message()),
                stepper.profileId(),
                name,
                proposed.kind(),
                proposed.message(),
                options.channel(),
                options.content(),
                proposed.firing().rule(),
                proposed.firing().because(),
                experiments(stepper.ruleset().flows().get(name.flow())),
                new Terms(options.priority(), options.value(), options.validFor(), proposed.dueAt()),
                null,
                List.of(first),
                null,
                null);
    }

    private SortedMap<String, String> experiments(@Nullable Flow flow) {
        TreeMap<String, String> variants = new TreeMap<>();
        if (flow != null) {
            flow.experiments().values().forEach(split -> variants.put(split.name(), stepper.variant(split)));
        }
        return variants;
    }
}
