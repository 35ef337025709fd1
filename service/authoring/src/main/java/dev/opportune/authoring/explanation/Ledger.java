package dev.opportune.authoring.explanation;

import dev.opportune.authoring.rules.WrittenRule;
import dev.opportune.kernel.decision.Change;
import dev.opportune.kernel.decision.Decision;
import dev.opportune.kernel.decision.Kind;
import dev.opportune.kernel.decision.TriggerName;
import dev.opportune.kernel.store.Exclusion;
import dev.opportune.kernel.store.Failure;
import dev.opportune.kernel.timeline.Properties;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What happened in a timeline that is on no decision's record: rules that fired, were refused or failed. */
final class Ledger {
    private final @Nullable Replayed replayed;
    private final Sources sources;
    private final List<Exclusion> exclusions;
    private final Map<String, Decision> decisions;
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
        this.exclusions = replayed == null ? past.state().exclusions() : replayed.exclusions();
        this.decisions = decisions;
        this.names = new Names(past, decisions);
        this.zone = zone;
    }

    /**
     * What was refused and what failed, of the flow of a decision, as long as its trigger stood in the way of another: from
     * its start until it was over and {@code reentry} had gone by. What was refused alike is counted.
     */
    List<Told> around(Decision decision) {
        Decision opening = decisions.get(decision.trigger().decisionId(Kind.TRIGGER, null));
        Instant from = (opening == null ? decision : opening).changes().get(0).at();
        Instant until = until(decision, from);
        SortedMap<String, List<Seen.Refused>> alike = new TreeMap<>();
        List<Told> told = new ArrayList<>();
        for (Seen one : seen()) {
            Instant at = one.step().at();
            if (at.isBefore(from) || at.isAfter(until)) {
                continue;
            }
            if (one instanceof Seen.Refused refused && refused.trigger().flow().equals(decision.flow())) {
                String kind = String.join("\n", refused.trigger().key(), refused.rule(), refused.why());
                alike.computeIfAbsent(kind, first -> new ArrayList<>()).add(refused);
            }
        }
        failures(decision.flow()).stream()
                .filter(exclusion -> !exclusion.from().at().isBefore(from)
                        && !exclusion.from().at().isAfter(until))
                .forEach(exclusion -> told.add(failed(exclusion)));
        alike.values().forEach(refusals -> told.add(counted(refusals)));
        return told;
    }

    private Instant until(Decision decision, Instant from) {
        Decision end = decisions.get(decision.trigger().decisionId(Kind.END, null));
        if (end == null) {
            return Instant.MAX;
        }
        Instant again = sources.ruleset(decision.ruleset())
                .map(ruleset -> ruleset.flows().get(decision.flow()))
                .map(flow -> from.plus(flow.reentry()))
                .orElse(from);
        return again.isAfter(end.at()) ? again : end.at();
    }

    private Told counted(List<Seen.Refused> refusals) {
        Told first = refused(refusals.get(0));
        int count = refusals.size();
        Instant last = refusals.get(count - 1).step().at();
        Properties figures = first.figures().with(Properties.of(Map.of("count", count, "last", last)));
        String times = count == 1 ? "" : "  " + count + " times until " + Words.local(last, zone);
        return new Told(first.kind(), first.at(), figures, first.words() + times);
    }

    private List<Seen> seen() {
        return replayed == null ? List.of() : replayed.seen();
    }

    /** Every rule of a flow that fired, was refused or failed; null for all flows. */
    List<Told> told(@Nullable String flow) {
        List<Told> told = new ArrayList<>();
        for (Seen one : seen()) {
            if (one instanceof Seen.Fired fired && isOf(flow, fired.rule(), one)) {
                told.add(fired(fired));
            } else if (one instanceof Seen.Refused refused
                    && (flow == null || refused.trigger().flow().equals(flow))) {
                told.add(refused(refused));
            }
        }
        failures(flow).forEach(exclusion -> told.add(failed(exclusion)));
        return told;
    }

    private boolean isOf(@Nullable String flow, String rule, Seen seen) {
        return flow == null
                || written(rule, seen).filter(one -> one.folder().equals(flow)).isPresent();
    }

    private Optional<WrittenRule> written(String rule, Seen seen) {
        return sources.rule(sources.activationAt(seen.step()).revision(), rule);
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
                sources.activationAt(fired.step()).revision(),
                written(fired.rule(), fired).orElse(null),
                because,
                Map.of("because", fired.because()));
    }

    private Told refused(Seen.Refused refused) {
        TriggerName trigger = refused.trigger();
        Instant at = refused.step().at();
        return new Told(
                Told.Kind.REFUSAL,
                at,
                Properties.of(Map.of(
                        "flow", trigger.flow(),
                        "key", trigger.key(),
                        "cause", trigger.id(),
                        "rule", refused.rule(),
                        "why", refused.why())),
                Words.refused(at, zone, refused.rule(), trigger, refused.why()));
    }

    private Told failed(Exclusion exclusion) {
        Failure failure = exclusion.failure();
        Optional<WrittenRule> written = sources.rule(exclusion.revision(), exclusion.rule());
        Map<String, Object> figures = new TreeMap<>(Map.of(
                "rule", exclusion.rule(),
                "revision", exclusion.revision(),
                "failure", FailureWords.reason(exclusion)));
        if (failure.condition() != null) {
            figures.put("condition", failure.condition());
        }
        written.map(rule -> rule.place(failure.condition())).ifPresent(place -> {
            figures.put("file", place.file());
            figures.put("line", place.line());
        });
        return new Told(
                exclusion.leavesRuleOut() ? Told.Kind.EXCLUSION : Told.Kind.FAILURE,
                exclusion.from().at(),
                Properties.of(figures),
                Words.failed(exclusion, zone, written));
    }

    /**
     * What is left out for the profile, and all that actions lost; where the timeline cannot be run again, the first that each
     * did.
     */
    private List<Exclusion> failures(@Nullable String flow) {
        Stream<Exclusion> lost = seen().stream()
                .filter(Seen.Failed.class::isInstance)
                .map(one -> ((Seen.Failed) one).exclusion())
                .filter(exclusion -> !exclusion.leavesRuleOut());
        Stream<Exclusion> known =
                exclusions.stream().filter(exclusion -> exclusion.leavesRuleOut() || replayed == null);
        return Stream.concat(known, lost)
                .filter(exclusion -> flow == null
                        || sources.rule(exclusion.revision(), exclusion.rule())
                                .filter(one -> one.folder().equals(flow))
                                .isPresent())
                .sorted(Comparator.comparing(Exclusion::from))
                .toList();
    }

    /** Every rule that failed under one revision. */
    List<Told> failuresUnder(String revision) {
        return failures(null).stream()
                .filter(exclusion -> exclusion.revision().equals(revision))
                .map(this::failed)
                .toList();
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
                Told.Kind.OUTCOME,
                change.at(),
                Properties.of(figures),
                Words.outcome(decision, change, id -> names.named(id, change.at())));
    }
}
