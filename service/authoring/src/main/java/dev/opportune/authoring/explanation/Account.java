package dev.opportune.authoring.explanation;

import dev.opportune.authoring.explanation.Told.Kind;
import dev.opportune.authoring.rules.WrittenRule;
import dev.opportune.kernel.decision.Change;
import dev.opportune.kernel.decision.Decision;
import dev.opportune.kernel.decision.Outcome;
import dev.opportune.kernel.gate.Answer;
import dev.opportune.kernel.policy.Span;
import dev.opportune.kernel.store.Activation;
import dev.opportune.kernel.timeline.Event;
import dev.opportune.kernel.timeline.Properties;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Tells how one decision came about: what it rested on, which rule asked for it, and what became of it. */
final class Account {
    private final Decision decision;
    private final Map<String, Decision> decisions;
    private final Sources sources;
    private final @Nullable Replayed replayed;
    private final Names names;
    private final String zone;
    private final List<Told> told = new ArrayList<>();

    /**
     * @param decisions all of its timeline, by id
     * @param replayed the same timeline run again; null where it cannot be
     */
    Account(
            Decision decision,
            Past past,
            Map<String, Decision> decisions,
            Sources sources,
            @Nullable Replayed replayed) {
        this.decision = decision;
        this.decisions = decisions;
        this.sources = sources;
        this.replayed = replayed;
        this.names = new Names(past, decisions);
        this.zone = decision.timezone();
    }

    /** The steps, from what it rested on to what became of it; {@code assigned} says what a profile's variants are. */
    List<Told> told(Assignments assigned) {
        Decision opening = opening();
        grounds(opening == null ? List.of(decision) : List.of(opening, decision));
        if (opening != null && !opening.id().equals(decision.id())) {
            rule(opening);
            trigger(opening);
        }
        rule(decision);
        delay();
        told.addAll(assigned.of(decision));
        timezone();
        decision.changes().forEach(this::change);
        told.addAll(new Aftermath(decision, names, replayed).told());
        return told;
    }

    private @Nullable Decision opening() {
        return decisions.get(decision.trigger().decisionId(dev.opportune.kernel.decision.Kind.TRIGGER, null));
    }

    /** The events that rules rested on, each once. */
    private void grounds(List<Decision> of) {
        Set<String> ids = new LinkedHashSet<>();
        List<String> texts = new ArrayList<>();
        for (Decision one : of) {
            Event cause = one.cause();
            if (cause != null) {
                ids.add(cause.id());
            }
            ids.addAll(one.because());
            written(one).map(WrittenRule::text).ifPresent(texts::add);
        }
        events(ids, texts);
    }

    private void events(Collection<String> ids, List<String> ruleTexts) {
        ids.forEach(id -> told.add(names.told(id, decision.at(), zone, ruleTexts)));
    }

    private Optional<WrittenRule> written(Decision of) {
        return sources.rule(of.changes().get(0).ruleset(), of.rule());
    }

    private void rule(Decision of) {
        Change first = of.changes().get(0);
        told.add(RuleWords.fired(
                first.at(), zone, of.rule(), first.ruleset(), written(of).orElse(null), asked(of), figures(of)));
    }

    private static String asked(Decision of) {
        return switch (of.kind()) {
            case END -> "ended the trigger of " + of.flow();
            case TRIGGER, DELAY, FALLBACK ->
                of.message() == null
                        ? "opened a trigger of " + of.flow()
                        : "asked for " + of.message() + " (" + of.kind().word() + ")";
        };
    }

    private static Map<String, Object> figures(Decision of) {
        Map<String, Object> figures = new TreeMap<>(
                Map.of("kind", of.kind().word(), "flow", of.flow(), "because", of.because(), "decision", of.id()));
        if (of.message() != null) {
            figures.put("message", of.message());
        }
        return figures;
    }

    private void trigger(Decision opening) {
        Change opened = opening.changes().get(0);
        told.add(new Told(
                Kind.TRIGGER,
                opened.at(),
                Properties.of(Map.of(
                        "flow", opening.flow(),
                        "key", opening.key(),
                        "decision", opening.id(),
                        "cause", opening.trigger().id())),
                Words.outcome(opening, opened, this::named)));
    }

    private String named(String id) {
        return names.named(id, decision.at());
    }

    /** Counted from the step that asked for it. */
    private void delay() {
        Change first = decision.changes().get(0);
        Instant due = decision.terms().firstDueAt();
        if (first.outcome() != Outcome.WAIT || first.reason() != null || !due.isAfter(first.at())) {
            return;
        }
        String span = Span.format(Duration.between(first.at(), due));
        told.add(new Told(
                Kind.DELAY,
                first.at(),
                Properties.of(Map.of("delay", span, "from", first.at(), "to", due)),
                Words.line(
                        first.at(),
                        zone,
                        "delay",
                        span + ", from " + Words.local(first.at(), zone) + " to " + Words.local(due, zone))));
    }

    private void timezone() {
        Change last = decision.last();
        String why =
                last.zoneAssumed() ? "the policy's default, as the profile names no zone there is" : "the profile's";
        told.add(new Told(
                Kind.TIMEZONE,
                null,
                Properties.of(Map.of("timezone", last.timezone(), "assumed", last.zoneAssumed())),
                "local times are those of " + last.timezone() + ", " + why));
    }

    private void change(Change change) {
        if (change.outcome() == Outcome.CANCEL) {
            cancelled(change);
        }
        gates(change);
        told.add(new Told(
                change.outcome() == Outcome.WAIT && change.reason() != null ? Kind.DEFERRAL : Kind.OUTCOME,
                change.at(),
                outcome(change),
                Words.outcome(decision, change, this::named)));
    }

    private void gates(Change change) {
        List<Answer> answers = replayed == null ? List.of() : replayed.gates(decision, change);
        for (Answer answer : answers) {
            Told gate = Aftermath.gate(answer, change.at(), change.timezone(), "decision");
            String vetoing = answer.figures().text("rule");
            told.add(
                    vetoing == null
                            ? gate
                            : RuleWords.vetoed(
                                    gate,
                                    vetoing,
                                    change.ruleset(),
                                    sources.rule(change.ruleset(), vetoing).orElse(null)));
        }
    }

    private Properties outcome(Change change) {
        Map<String, Object> figures = new TreeMap<>(Map.of(
                "decision", decision.id(),
                "outcome", change.outcome().word(),
                "dueAt", change.dueAt(),
                "ruleset", change.ruleset()));
        if (change.reason() != null) {
            figures.put("reason", change.reason());
        }
        if (!change.facts().isEmpty()) {
            figures.put("facts", change.facts());
        }
        return Properties.of(figures);
    }

    private void activation(Change change) {
        Activation live = sources.activationAt(change.step());
        told.add(new Told(
                Kind.ACTIVATION,
                live.at(),
                Properties.of(Map.of("revision", live.revision(), "by", live.by())),
                Words.line(
                        live.at(),
                        zone,
                        "live",
                        "ruleset " + Words.revision(live.revision()) + " went live, by " + live.by()
                                + ": there is no flow " + decision.flow() + " in it")));
    }

    /** A message is cancelled by the end of its trigger, by a late event, or because its flow is gone. */
    private void cancelled(Change change) {
        if (Decision.LATE_EVENT.equals(change.reason())) {
            Optional.ofNullable(replayed)
                    .flatMap(run -> run.lateCause(change))
                    .ifPresent(late -> told.add(Aftermath.late(late, change, zone)));
            return;
        }
        if (Decision.FLOW_REMOVED.equals(change.reason())) {
            activation(change);
        }
        Decision end = decisions.get(decision.trigger().decisionId(dev.opportune.kernel.decision.Kind.END, null));
        if (end != null && !end.id().equals(decision.id())) {
            events(
                    end.because().stream()
                            .filter(id -> !decision.because().contains(id))
                            .toList(),
                    written(end).map(WrittenRule::text).stream().toList());
            rule(end);
        }
    }
}
