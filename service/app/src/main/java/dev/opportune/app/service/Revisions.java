package dev.opportune.app.service;

import dev.opportune.authoring.Place;
import dev.opportune.authoring.Problem;
import dev.opportune.authoring.rules.Loaded;
import dev.opportune.authoring.rules.RulesetLibrary;
import dev.opportune.kernel.session.Ruleset;
import dev.opportune.kernel.store.Activation;
import dev.opportune.kernel.store.DecisionQuery;
import dev.opportune.kernel.store.Recorded;
import dev.opportune.kernel.store.Store;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedSet;
import org.jspecify.annotations.Nullable;

/** Which revisions were live when, in the store and in memory. Changed by one thread at a time, read by many. */
final class Revisions {
    private static final Problem NO_FLOWS = Problem.error(
            "no_flows",
            Place.of("."),
            "there are no flows: rules without any never replace those that have some",
            "to have nothing sent, write paused: true in policy.yml");

    private final Store store;
    private final FolderRulebook rulebook;
    private volatile List<Activation> activations;
    private volatile @Nullable RulesetLibrary library;

    Revisions(Store store, FolderRulebook rulebook) {
        this.store = store;
        this.rulebook = rulebook;
        this.activations = List.copyOf(store.activations());
        this.library = activations.isEmpty() ? null : rulebook.library(store, activations);
    }

    boolean isEmpty() {
        return activations.isEmpty();
    }

    List<Activation> activations() {
        return activations;
    }

    Activation active() {
        List<Activation> all = activations;
        return all.get(all.size() - 1);
    }

    Ruleset ruleset(String revision) {
        return library().ruleset(revision);
    }

    Duration lookback(String revision) {
        return library().lookback(revision);
    }

    /** Takes in what is live already, compiled. */
    void add(Ruleset live) {
        library().add(live);
    }

    private RulesetLibrary library() {
        return Objects.requireNonNull(library, "no rules were ever live");
    }

    /**
     * Makes rules live, so that what was decided stays decided.
     *
     * @param wanted the activation, but for its instant
     * @param outranked the revision of what the rules folder holds, where that is to give way
     * @param at its instant, if nothing was decided at or after it; null for the present, between two steps
     */
    Activation goLive(Loaded loaded, Activation wanted, @Nullable String outranked, Stage stage, @Nullable Instant at) {
        return goLive(loaded.ruleset().orElseThrow(), wanted, loaded.files(), outranked, stage, at);
    }

    /** @param files none if the revision is kept already */
    Activation goLive(
            Ruleset ruleset,
            Activation wanted,
            Map<String, byte[]> files,
            @Nullable String outranked,
            Stage stage,
            @Nullable Instant at) {
        ruleset.prepare(wanted.without());
        Instant earliest = afterAllDecided(at == null ? stage.now() : at);
        stage.whileStill().accept(() -> {
            Instant next = at == null ? stage.now().plusMillis(1) : at;
            Instant instant = earliest.isAfter(next) ? earliest : next;
            Activation activation =
                    new Activation(instant, wanted.revision(), wanted.by(), wanted.note(), wanted.without());
            store.activate(activation, files, outranked);
            takeIn(activation, ruleset);
        });
        return active();
    }

    private void takeIn(Activation activation, Ruleset compiled) {
        RulesetLibrary known = library;
        if (known == null) {
            known = rulebook.library(store, List.of(activation));
            known.add(compiled);
            library = known;
        } else {
            known.add(compiled);
            known.activate(activation);
        }
        List<Activation> more = new ArrayList<>(activations);
        more.add(activation);
        activations = List.copyOf(more);
    }

    /** What keeps rules from going live; a warning does not. */
    List<Problem> errors(Loaded loaded) {
        List<Problem> errors = FolderRulebook.errors(loaded.problems());
        boolean isWithoutFlows =
                loaded.ruleset().filter(ruleset -> ruleset.flows().isEmpty()).isPresent();
        return errors.isEmpty() && isWithoutFlows && !isEmpty() ? List.of(NO_FLOWS) : errors;
    }

    /** The rules that were left out of a revision when it was last live. */
    SortedSet<String> leftOutOf(String revision) {
        return activations.stream()
                .filter(activation -> activation.revision().equals(revision))
                .map(Activation::without)
                .reduce(Collections.emptySortedSet(), (earlier, later) -> later);
    }

    /**
     * Since when the live revision is live, as someone made it so, whatever was left out of it later. The first of all holds
     * for all time before it, too.
     */
    Instant triedSince() {
        List<Activation> tried = activations.stream()
                .filter(activation -> !activation.by().equals(LiveRules.QUARANTINE))
                .toList();
        return tried.size() > 1 ? tried.get(tried.size() - 1).at() : Instant.MIN;
    }

    /** The activation that left a rule of the live revision out for the first time since it was last whole. */
    Activation leftOutBy(String rule) {
        Activation first = active();
        String revision = first.revision();
        boolean isOut = false;
        for (Activation activation : activations) {
            if (activation.revision().equals(revision)) {
                boolean wasOut = isOut;
                isOut = activation.without().contains(rule);
                first = isOut && !wasOut ? activation : first;
            }
        }
        return first;
    }

    /** What was decided stays decided, so an activation comes after all of it, even where the clock was set back. */
    private Instant afterAllDecided(Instant now) {
        Instant at = now;
        if (!activations.isEmpty() && !active().at().isBefore(at)) {
            at = active().at().plusMillis(1);
        }
        long after = 0;
        while (true) {
            List<Recorded> ahead = store.decisions(new DecisionQuery(null, null, null, null, null, now, after, 500));
            if (ahead.isEmpty()) {
                return at;
            }
            for (Recorded recorded : ahead) {
                Instant decided = recorded.decision().at();
                at = decided.isBefore(at) ? at : decided.plusMillis(1);
                after = recorded.sequence();
            }
        }
    }
}
