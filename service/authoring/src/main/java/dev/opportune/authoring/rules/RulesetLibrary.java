package dev.opportune.authoring.rules;

import dev.opportune.authoring.Problem;
import dev.opportune.kernel.session.Ruleset;
import dev.opportune.kernel.session.Rulesets;
import dev.opportune.kernel.store.Activation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Which rules were live when, and each revision compiled when it is first asked for. The live one is kept for good, of the
 * others those used last. Safe for use by several threads, each of which waits only for what it asks for.
 */
public final class RulesetLibrary implements Rulesets {
    /** How many revisions beside the live one are kept compiled. */
    public static final int KEPT = 8;

    private final Rules rules;
    private final Function<String, Optional<Map<String, byte[]>>> files;
    private final ConcurrentMap<String, Duration> lookbacks = new ConcurrentHashMap<>();
    private final Object lock = new Object();
    private List<Activation> activations;
    /** By the time of their last use, oldest first. */
    private final Map<String, CompletableFuture<Ruleset>> compiled = new LinkedHashMap<>(KEPT, 0.75f, true);

    /**
     * @param files the files of a revision that was live once, by its name
     * @param activations every activation so far, oldest first, not empty
     */
    public RulesetLibrary(
            Rules rules, Function<String, Optional<Map<String, byte[]>>> files, List<Activation> activations) {
        if (activations.isEmpty()) {
            throw new IllegalArgumentException("without an activation no rules are live");
        }
        this.rules = rules.withoutLints();
        this.files = files;
        this.activations = inOrder(activations);
    }

    /** Takes in a ruleset that is compiled already, so that it need not be again. */
    public void add(Ruleset ruleset) {
        synchronized (lock) {
            compiled.put(ruleset.revision(), CompletableFuture.completedFuture(ruleset));
            lookbacks.put(ruleset.revision(), ruleset.policy().lookback());
            forget();
        }
    }

    /**
     * Takes in that a revision went live; its files must be kept where this library looks for them.
     *
     * @throws IllegalArgumentException if it is older than the latest one
     */
    public void activate(Activation activation) {
        synchronized (lock) {
            List<Activation> more = new ArrayList<>(activations);
            more.add(activation);
            activations = inOrder(more);
        }
    }

    private static List<Activation> inOrder(List<Activation> activations) {
        for (int i = 1; i < activations.size(); i++) {
            if (activations.get(i).at().isBefore(activations.get(i - 1).at())) {
                throw new IllegalArgumentException("activations must be in the order of their instants");
            }
        }
        return List.copyOf(activations);
    }

    @Override
    public List<Activation> activations() {
        synchronized (lock) {
            return activations;
        }
    }

    /** The ruleset that is live now. */
    public Ruleset live() {
        return ruleset(liveRevision());
    }

    private String liveRevision() {
        List<Activation> all = activations();
        return all.get(all.size() - 1).revision();
    }

    /**
     * @throws IllegalStateException if the revision's files are not kept, or do not compile (any more)
     */
    @Override
    public Ruleset ruleset(String revision) {
        CompletableFuture<Ruleset> mine = new CompletableFuture<>();
        CompletableFuture<Ruleset> known;
        synchronized (lock) {
            known = compiled.putIfAbsent(revision, mine);
            forget();
        }
        if (known == null) {
            compile(revision, mine);
        }
        return joined(known == null ? mine : known);
    }

    /**
     * Read from the policy alone, once: to open a profile that lived under many revisions, none of them is compiled.
     *
     * @throws IllegalStateException if the revision's files are not kept
     */
    @Override
    public Duration lookback(String revision) {
        return lookbacks.computeIfAbsent(revision, this::readLookback);
    }

    private Duration readLookback(String revision) {
        return rules.policy(kept(revision))
                .orElseThrow(() -> new IllegalStateException(
                        "the policy of the rules' revision " + revision + " cannot be read any more"))
                .lookback();
    }

    private void compile(String revision, CompletableFuture<Ruleset> result) {
        try {
            result.complete(load(revision));
        } catch (RuntimeException | Error failed) {
            synchronized (lock) {
                // Whoever asks next tries again: the files may be there by then.
                compiled.remove(revision, result);
            }
            result.completeExceptionally(failed);
        }
    }

    private static Ruleset joined(CompletableFuture<Ruleset> ruleset) {
        try {
            return ruleset.join();
        } catch (CompletionException failed) {
            throw new IllegalStateException(
                    failed.getCause() == null
                            ? failed.getMessage()
                            : failed.getCause().getMessage(),
                    failed);
        }
    }

    private Ruleset load(String revision) {
        Loaded loaded = rules.load(kept(revision));
        if (!loaded.revision().equals(revision)) {
            throw new IllegalStateException("the files kept as the rules' revision " + revision + " are those of "
                    + loaded.revision() + "; restore the database they were activated in");
        }
        return loaded.ruleset()
                .orElseThrow(() -> new IllegalStateException("the rules' revision " + revision
                        + " does not compile; run the release that activated it: "
                        + loaded.problems().stream().map(Problem::toString).collect(Collectors.joining("; "))));
    }

    private Map<String, byte[]> kept(String revision) {
        return files.apply(revision)
                .orElseThrow(() -> new IllegalStateException("the files of the rules' revision " + revision
                        + " are not kept; restore the database they were activated in"));
    }

    /** Lets go of those used longest ago, never of the live one, nor of one that someone is waiting for. */
    private void forget() {
        String live = liveRevision();
        List<String> leaving = compiled.entrySet().stream()
                .filter(entry ->
                        !entry.getKey().equals(live) && entry.getValue().isDone())
                .map(Map.Entry::getKey)
                .toList();
        leaving.stream().limit(Math.max(0, leaving.size() - KEPT)).forEach(compiled::remove);
    }
}
