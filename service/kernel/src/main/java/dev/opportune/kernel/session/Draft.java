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
    private final String revision;
    private final ZoneId zone;
    private final boolean zoneAssumed;

    Draft(Stepper stepper, Step step) {
        this(stepper, step, stepper.ruleset().revision());
    }

    /** @param revision the rules that judge it */
    Draft(Stepper stepper, Step step, String revision) {
        this.stepper = stepper;
        this.step = step;
        this.revision = revision;
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
        return new Change(outcome, reason, facts, dueAt, revision, zone.getId(), zoneAssumed, step);
    }

    Decision opening(TriggerName name, Firing firing, Event cause) {
        Flow flow = stepper.flow(name.flow());
        Change opened = change(Outcome.NONE, null, Properties.NONE, step.at());
        return decision(
                name, Kind.TRIGGER, firing.rule(), firing.because(), terms(flow), cause, experiments(flow), opened);
    }

    Decision end(TriggerName name, String rule, List<String> because, String reason) {
        Flow flow = stepper.flow(name.flow());
        return end(name, rule, because, terms(flow), experiments(flow), reason);
    }

    /** The end of a trigger whose flow there is no more: what is known of it is what its opening says. */
    Decision removal(Decision opening) {
        Terms known = new Terms(
                opening.terms().priority(),
                opening.terms().value(),
                opening.terms().validFor(),
                step.at());
        return end(
                opening.trigger(),
                Decision.FLOW_REMOVED,
                List.of(),
                known,
                opening.experiments(),
                Decision.FLOW_REMOVED);
    }

    private Terms terms(Flow flow) {
        return new Terms(flow.priority(), 0, flow.validFor(), step.at());
    }

    private Decision end(
            TriggerName name,
            String rule,
            List<String> because,
            Terms terms,
            SortedMap<String, String> experiments,
            String reason) {
        Change ended = change(Outcome.NONE, reason, Properties.NONE, step.at());
        return decision(name, Kind.END, rule, because, terms, null, experiments, ended);
    }

    private Decision decision(
            TriggerName name,
            Kind kind,
            String rule,
            List<String> because,
            Terms terms,
            @Nullable Event cause,
            SortedMap<String, String> experiments,
            Change first) {
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
                experiments,
                terms,
                cause,
                List.of(first),
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
                experiments(stepper.flow(name.flow())),
                new Terms(options.priority(), options.value(), options.validFor(), proposed.dueAt()),
                null,
                List.of(first),
                null,
                null);
    }

    private SortedMap<String, String> experiments(Flow flow) {
        TreeMap<String, String> variants = new TreeMap<>();
        flow.experiments().values().forEach(split -> variants.put(split.name(), stepper.variant(split)));
        return variants;
    }
}
