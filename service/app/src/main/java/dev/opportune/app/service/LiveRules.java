package dev.opportune.app.service;

import dev.opportune.authoring.rules.FolderGlance;
import dev.opportune.authoring.rules.Loaded;
import dev.opportune.authoring.rules.RulesFolder;
import dev.opportune.authoring.rules.RulesetLibrary;
import dev.opportune.kernel.session.Ruleset;
import dev.opportune.kernel.session.Rulesets;
import dev.opportune.kernel.store.Activation;
import dev.opportune.kernel.store.DecisionQuery;
import dev.opportune.kernel.store.Recorded;
import dev.opportune.kernel.store.Store;
import dev.opportune.kernel.store.StoreException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The revisions that were ever live, the one that is, and how the last attempt to load rules went. */
public final class LiveRules implements Rulesets {
    private static final String NO_FLOWS = "there are no flows: rules without any never replace those that have some;"
            + " to have nothing sent, write paused: true in policy.yml";

    private final Store store;
    private final FolderRulebook rulebook;
    private volatile List<Activation> activations;
    private volatile @Nullable RulesetLibrary library;
    private @Nullable Found lastFound;
    private volatile @Nullable Attempt lastAttempt;
    private volatile @Nullable Attempt lastError;

    /**
     * An attempt to make what is in the folder live.
     *
     * @param revision of what the folder held
     * @param activated whether it became live; false where it was live already or has problems
     * @param problems why it did not become live, each for a person; empty where nothing was wrong
     */
    public record Attempt(Instant at, String revision, boolean activated, List<String> problems) {}

    /** The state of a folder: its files, and what is wrong with those that do not count as such. */
    private record Found(String revision, List<String> problems) {
        static Found of(RulesFolder folder) {
            return new Found(folder.revision(), FolderRulebook.errors(folder.problems()));
        }
    }

    public LiveRules(Store store, FolderRulebook rulebook) {
        this.store = store;
        this.rulebook = rulebook;
        this.activations = List.copyOf(store.activations());
        this.library = activations.isEmpty() ? null : rulebook.library(store, activations);
    }

    /**
     * Makes what the folder holds live, unless it is already. To be called while nothing is decided yet. Rules with
     * problems never replace working ones.
     *
     * @throws IllegalStateException if they have problems and none were ever live; the message lists them all
     */
    public synchronized void load(Instant now, String by) {
        RulesFolder read = rulebook.read();
        Found found = Found.of(read);
        Loaded loaded = rulebook.compile(read);
        List<String> problems = problems(loaded);
        if (!problems.isEmpty()) {
            attempted(found, new Attempt(now, loaded.revision(), false, problems));
            if (activations.isEmpty()) {
                throw new IllegalStateException("the rules have problems and there are no earlier ones to go on with:\n"
                        + String.join("\n", problems));
            }
            return;
        }
        boolean isNew = activations.isEmpty() || !active().revision().equals(loaded.revision());
        if (isNew) {
            activate(loaded, new Activation(afterAllDecided(now), loaded.revision(), by));
        } else {
            library().add(loaded.ruleset().orElseThrow());
        }
        attempted(found, new Attempt(now, loaded.revision(), isNew, List.of()));
    }

    /**
     * Looks whether the folder holds other rules than at the last attempt, and if it does, makes them live where they can
     * be. Reads and compiles on the caller's thread while decisions go on; only the change itself is made while they rest.
     *
     * @param whileStill runs something while nothing is being decided: what was, was so by the clock's present instant,
     *     and what will be, sees the change
     * @return empty if the folder holds what it held before
     * @throws dev.opportune.kernel.store.StoreException if the change could not be written; nothing is changed then
     */
    synchronized Optional<Attempt> reload(InstantSource clock, String by, Consumer<Runnable> whileStill) {
        RulesFolder read = rulebook.read();
        Found found = Found.of(read);
        if (found.equals(lastFound)) {
            return Optional.empty();
        }
        if (found.problems().isEmpty() && found.revision().equals(active().revision())) {
            return Optional.of(attempted(found, new Attempt(clock.instant(), found.revision(), false, List.of())));
        }
        Loaded loaded = rulebook.compile(read);
        List<String> problems = problems(loaded);
        if (problems.isEmpty()) {
            activate(loaded, clock, by, whileStill);
        }
        return Optional.of(
                attempted(found, new Attempt(clock.instant(), loaded.revision(), problems.isEmpty(), problems)));
    }

    private void activate(Loaded loaded, InstantSource clock, String by, Consumer<Runnable> whileStill) {
        try {
            Instant earliest = afterAllDecided(clock.instant());
            whileStill.accept(() -> {
                Instant next = clock.instant().plusMillis(1);
                activate(loaded, new Activation(later(earliest, next), loaded.revision(), by));
            });
        } catch (StoreException failure) {
            // It was not the folder's fault, so the same folder is tried again.
            String why = "the database did not take them: " + failure.getMessage();
            attempted(null, new Attempt(clock.instant(), loaded.revision(), false, List.of(why)));
            throw failure;
        }
    }

    private List<String> problems(Loaded loaded) {
        List<String> errors = FolderRulebook.errors(loaded.problems());
        boolean isWithoutFlows =
                loaded.ruleset().filter(ruleset -> ruleset.flows().isEmpty()).isPresent();
        return errors.isEmpty() && isWithoutFlows && !activations.isEmpty() ? List.of(NO_FLOWS) : errors;
    }

    private Attempt attempted(@Nullable Found found, Attempt attempt) {
        lastFound = found;
        lastAttempt = attempt;
        if (!attempt.problems().isEmpty()) {
            lastError = attempt;
        }
        return attempt;
    }

    private void activate(Loaded loaded, Activation activation) {
        store.activate(activation, loaded.files());
        RulesetLibrary known = library;
        Ruleset compiled = loaded.ruleset().orElseThrow();
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

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    /**
     * Says of files, by their path, what making them live would: nothing is kept of them.
     *
     * @throws OverloadedException if others have had theirs checked for too long
     */
    public Loaded check(Map<String, byte[]> files) {
        return rulebook.check(files);
    }

    /** How the folder looks now, without reading it. */
    FolderGlance glance() {
        return rulebook.glance();
    }

    @Override
    public List<Activation> activations() {
        return activations;
    }

    @Override
    public Ruleset ruleset(String revision) {
        return library().ruleset(revision);
    }

    @Override
    public Duration lookback(String revision) {
        return library().lookback(revision);
    }

    private RulesetLibrary library() {
        return Objects.requireNonNull(library, "no rules were ever live");
    }

    /** The revision that is live, and since when. */
    public Activation active() {
        List<Activation> all = activations;
        return all.get(all.size() - 1);
    }

    public Ruleset live() {
        return ruleset(active().revision());
    }

    public @Nullable Attempt lastAttempt() {
        return lastAttempt;
    }

    /** The last attempt that failed; null if none has since the service started. */
    public @Nullable Attempt lastError() {
        return lastError;
    }
}
