package dev.opportune.app.service;

import dev.opportune.kernel.session.Ruleset;
import dev.opportune.kernel.session.Rulesets;
import dev.opportune.kernel.store.Activation;
import dev.opportune.kernel.store.DecisionQuery;
import dev.opportune.kernel.store.Recorded;
import dev.opportune.kernel.store.Store;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;

/** The revisions that were ever live, the one that is, and how the last attempt to load rules went. */
public final class LiveRules implements Rulesets {
    private final Store store;
    private final Rulebook rulebook;
    private final ConcurrentMap<String, Ruleset> compiled = new ConcurrentHashMap<>();
    private volatile List<Activation> activations;
    private volatile @Nullable Attempt lastAttempt;
    private volatile @Nullable Attempt lastError;

    /**
     * An attempt to make what is in the folder live.
     *
     * @param revision of what the folder held; null if it could not be read
     * @param activated whether it became live; false where it was live already or has problems
     * @param problems why it did not become live, each for a person; empty where nothing was wrong
     */
    public record Attempt(Instant at, @Nullable String revision, boolean activated, List<String> problems) {}

    public LiveRules(Store store, Rulebook rulebook) {
        this.store = store;
        this.rulebook = rulebook;
        this.activations = List.copyOf(store.activations());
    }

    /**
     * Makes what the folder holds live, unless it is already. Rules with problems never replace working ones.
     *
     * @throws IllegalStateException if they have problems and none were ever live; the message lists them all
     */
    public void load(Instant now, String by) {
        Rulebook.Reading reading = rulebook.read();
        Ruleset read = reading.ruleset();
        if (read == null) {
            lastAttempt = new Attempt(now, null, false, reading.problems());
            lastError = lastAttempt;
            if (activations.isEmpty()) {
                throw new IllegalStateException("the rules have problems and there are no earlier ones to go on with:\n"
                        + String.join("\n", reading.problems()));
            }
            return;
        }
        compiled.put(read.revision(), read);
        boolean isNew = activations.isEmpty() || !active().revision().equals(read.revision());
        if (isNew) {
            store.activate(new Activation(afterAllDecided(now), read.revision(), by), reading.files());
            activations = List.copyOf(store.activations());
        }
        lastAttempt = new Attempt(now, read.revision(), isNew, List.of());
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

    @Override
    public List<Activation> activations() {
        return activations;
    }

    @Override
    public Ruleset ruleset(String revision) {
        return compiled.computeIfAbsent(revision, this::compile);
    }

    private Ruleset compile(String revision) {
        Map<String, byte[]> files = store.files(revision)
                .orElseThrow(() -> new IllegalStateException("the files of revision " + revision
                        + " are not in the database; restore them from a backup of it"));
        return rulebook.compile(files);
    }

    /** The revision that is live, and since when. */
    public Activation active() {
        return activations.get(activations.size() - 1);
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
