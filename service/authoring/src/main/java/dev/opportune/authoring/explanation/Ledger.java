package dev.opportune.authoring.explanation;

import dev.opportune.authoring.explanation.Told.Kind;
import dev.opportune.authoring.rules.WrittenRule;
import dev.opportune.kernel.decision.Change;
import dev.opportune.kernel.decision.Decision;
import dev.opportune.kernel.decision.TriggerName;
import dev.opportune.kernel.timeline.Properties;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What happened in a timeline that is on no decision's record: rules that fired, were refused or threw. */
final class Ledger {
    private final @Nullable Replayed replayed;
    private final Sources sources;
    private final Names names;
    private final @Nullable String zone;

    /** @param replayed null where the timeline cannot be run again, so that nothing but outcomes is known */
    Ledger(
            Past past,
            Map<String, Decision> decisions,
            @Nullable Replayed replayed,
            Sources sources,
            @Nullable String zone) {
        this.replayed = replayed;
        this.sources = sources;
        this.names = new Names(past, decisions);
        this.zone = zone;
    }

    /** Refusals and failures of the flow of a decision, while its trigger was open and until its last outcome. */
    List<Told> around(Decision decision, Instant from, Instant until) {
        return told(decision.flow()).stream()
                .filter(one -> one.kind() != Kind.RULE)
                .filter(one -> one.at() != null
                        && !one.at().isBefore(from)
                        && !one.at().isAfter(until))
                .toList();
    }

    /** Every rule of a flow that fired, was refused or threw, in the order in which that happened; null for all flows. */
    List<Told> told(@Nullable String flow) {
        List<Told> told = new ArrayList<>();
        for (Seen one : replayed == null ? List.<Seen>of() : replayed.seen()) {
            if (one instanceof Seen.Fired fired && isOf(flow, fired.rule(), one)) {
                told.add(fired(fired));
            } else if (one instanceof Seen.Refused refused
                    && (flow == null || refused.trigger().flow().equals(flow))) {
                told.add(refused(refused));
            } else if (one instanceof Seen.Failed failed && isOf(flow, failed.rule(), one)) {
                told.add(failed(failed));
            }
        }
        return told;
    }

    private boolean isOf(@Nullable String flow, String rule, Seen seen) {
        return flow == null
                || written(rule, seen).filter(one -> one.folder().equals(flow)).isPresent();
    }

    private Optional<WrittenRule> written(String rule, Seen seen) {
        return sources.rule(sources.revisionAt(seen.step()), rule);
    }

    private Told fired(Seen.Fired fired) {
        Instant at = fired.step().at();
        String because = fired.because().isEmpty()
                ? "fired"
                : "fired because of "
                        + fired.because().stream()
                                .map(id -> names.named(id, at))
                                .collect(Collectors.joining(", "));
        return RuleWords.fired(
                at,
                zone,
                fired.rule(),
                sources.revisionAt(fired.step()),
                written(fired.rule(), fired).orElse(null),
                because,
                Map.of("because", fired.because()));
    }

    private Told refused(Seen.Refused refused) {
        TriggerName trigger = refused.trigger();
        Instant at = refused.step().at();
        return new Told(
                Kind.REFUSAL,
                at,
                Properties.of(Map.of(
                        "flow", trigger.flow(),
                        "key", trigger.key(),
                        "cause", trigger.id(),
                        "rule", refused.rule(),
                        "why", refused.why())),
                Words.refused(at, zone, refused.rule(), trigger, refused.why()));
    }

    private Told failed(Seen.Failed failed) {
        Instant at = failed.step().at();
        return new Told(
                Kind.FAILURE,
                at,
                Properties.of(Map.of("rule", failed.rule(), "failure", failed.failure())),
                Words.failed(at, zone, failed.rule(), failed.failure()));
    }

    /** Every outcome of some decisions, in no order. */
    List<Told> outcomes(Collection<Decision> decisions) {
        List<Told> told = new ArrayList<>();
        for (Decision decision : decisions) {
            for (Change change : decision.changes()) {
                told.add(outcome(decision, change));
            }
        }
        return told;
    }

    private Told outcome(Decision decision, Change change) {
        Map<String, Object> figures = new TreeMap<>(Map.of(
                "decision", decision.id(),
                "flow", decision.flow(),
                "kind", decision.kind().word(),
                "outcome", change.outcome().word()));
        if (decision.message() != null) {
            figures.put("message", decision.message());
        }
        if (change.reason() != null) {
            figures.put("reason", change.reason());
        }
        return new Told(
                Kind.OUTCOME,
                change.at(),
                Properties.of(figures),
                Words.outcome(decision, change, id -> names.named(id, change.at())));
    }
}
