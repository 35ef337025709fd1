package dev.opportune.app.service;

import dev.opportune.authoring.folders.FolderGlance;
import dev.opportune.authoring.rules.Loaded;
import dev.opportune.authoring.rules.RuleOverlay;
import dev.opportune.kernel.session.Ruleset;
import dev.opportune.kernel.session.Rulesets;
import dev.opportune.kernel.store.Activation;
import dev.opportune.kernel.store.Store;
import dev.opportune.kernel.store.StoreException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** The revisions that were ever live, the one that is, and how the last attempts to make others live went. */
public final class LiveRules implements Rulesets {
    /** Who activates what is saved in the folder while the service runs, or proposes it. */
    public static final String WATCH = "watch";
    /** Who leaves rules out for everybody. */
    public static final String QUARANTINE = "quarantine";

    private static final int CANDIDATES = 5;

    private final Store store;
    private final FolderRulebook rulebook;
    private final RulesTerms terms;
    private final Revisions revisions;
    private final Attempts attempts = new Attempts();
    private final Wishes wishes;
    private final SavedRules saved;
    /** Held by whoever changes what is live, or the folder; never while something is compiled. */
    private final Lock turn = new ReentrantLock();

    public LiveRules(Store store, FolderRulebook rulebook) {
        this(store, rulebook, RulesTerms.DEFAULT);
    }

    public LiveRules(Store store, FolderRulebook rulebook, RulesTerms terms) {
        this.store = store;
        this.rulebook = rulebook;
        this.terms = terms;
        this.revisions = new Revisions(store, rulebook);
        FollowingFolder folder = new FollowingFolder(store, rulebook);
        this.wishes = new Wishes(store, terms, revisions, folder, attempts);
        this.saved = new SavedRules(store, rulebook, terms, revisions, folder, attempts, wishes, turn);
    }

    /**
     * Makes what the folder holds live, unless it is already. To be called while nothing is decided yet. Rules with
     * problems never replace working ones, and where a second person is asked for, the folder only proposes.
     *
     * @throws IllegalStateException if they have problems and none were ever live; the message lists them all
     */
    public void load(Instant now, String by) {
        saved.load(now, by);
    }

    /**
     * Looks whether the folder holds other rules than at the last attempt, and if it does, makes them live where they can
     * be. Reads and compiles on the caller's thread while decisions go on; only the change itself is made while they rest.
     *
     * @return empty if the folder holds what it held before; or if, while it was compiled, it was changed or others went
     *     live. Then the next look sees it anew
     * @throws StoreException if the change could not be written; nothing is changed then
     */
    Optional<Attempt> reload(Stage stage, String by) {
        return saved.reload(stage, by);
    }

    /**
     * Makes live what somebody wants, and brings the folder to the same; or proposes it, where a second person is asked for.
     * Compiles on the caller's thread while decisions go on.
     *
     * @throws OverloadedException if others have had theirs checked for too long
     * @throws StoreException if the change could not be written; nothing is changed then
     */
    WishOutcome activate(Wish wish, Stage stage) {
        if (wish.content() instanceof Wish.Revision named) {
            List<String> kept = store.revisions(named.prefix(), CANDIDATES);
            return kept.size() == 1
                    ? granted(wish, again(kept.get(0)), stage)
                    : new WishOutcome.Unclear(named.prefix(), kept);
        }
        return granted(wish, rulebook.admit(((Wish.Files) wish.content()).files()), stage);
    }

    private Loaded again(String revision) {
        Map<String, byte[]> files = store.files(revision).orElseThrow();
        boolean wasLive = activations().stream()
                .anyMatch(activation -> activation.revision().equals(revision));
        return wasLive ? rulebook.readmit(files) : rulebook.admit(files);
    }

    private WishOutcome granted(Wish wish, Loaded loaded, Stage stage) {
        loaded.ruleset().ifPresent(ruleset -> ruleset.prepare(Set.of()));
        turn.lock();
        try {
            WishOutcome outcome = wishes.grant(wish, loaded, stage);
            if (outcome instanceof WishOutcome.Activated activated
                    && activated.folderTrouble().isEmpty()) {
                saved.follows(loaded.revision());
            }
            return outcome;
        } finally {
            turn.unlock();
        }
    }

    /**
     * Leaves a rule of a revision out for everybody.
     *
     * @param note why, without anything about anybody
     * @return empty if another revision is live by now, or the rule is left out already
     */
    Optional<Activation> quarantine(String revision, Instant triedSince, String rule, String note, Stage stage) {
        turn.lock();
        try {
            Activation live = active();
            boolean triedAnew = !triedSince().equals(triedSince);
            if (triedAnew || !live.revision().equals(revision) || live.without().contains(rule)) {
                return Optional.empty();
            }
            SortedSet<String> without = new TreeSet<>(live.without());
            without.add(rule);
            Activation wanted = new Activation(stage.now(), revision, QUARANTINE, note, without);
            // What the folder holds stays as outranked as it was.
            String outranked = store.outranked().orElse(null);
            return Optional.of(revisions.goLive(live(), wanted, Map.of(), outranked, stage, null));
        } finally {
            turn.unlock();
        }
    }

    /**
     * Says of files, by their path, what making them live would: nothing is kept of them.
     *
     * @throws OverloadedException if others have had theirs checked for too long
     */
    public Loaded check(Map<String, byte[]> files) {
        return rulebook.check(files);
    }

    /**
     * Lays a rule, or a few, over files.
     *
     * @param flow where rules go whose names are new; null where there may be none
     * @throws OverloadedException as above
     */
    public RuleOverlay overlay(Map<String, byte[]> base, String rule, @Nullable String flow) {
        return rulebook.overlay(base, rule, flow);
    }

    /** How the folder looks now, without reading it. */
    FolderGlance glance() {
        return rulebook.glance();
    }

    @Override
    public List<Activation> activations() {
        return revisions.activations();
    }

    @Override
    public Ruleset ruleset(String revision) {
        return revisions.ruleset(revision);
    }

    @Override
    public Duration lookback(String revision) {
        return revisions.lookback(revision);
    }

    /** The revision that is live, and since when. */
    public Activation active() {
        return revisions.active();
    }

    public Ruleset live() {
        return ruleset(active().revision());
    }

    /** Since when the live revision is, as someone made it so; what was left out of it later does not count. */
    public Instant triedSince() {
        return revisions.triedSince();
    }

    /** The activation that left a rule out which is left out now. */
    public Activation leftOutBy(String rule) {
        return revisions.leftOutBy(rule);
    }

    public RulesTerms terms() {
        return terms;
    }

    public @Nullable Attempt lastAttempt() {
        return attempts.last();
    }

    /** The last attempt that failed; null if none has since the service started. */
    public @Nullable Attempt lastError() {
        return attempts.lastError();
    }

    /** What came of what the folder holds. */
    public @Nullable Attempt lastOfFolder() {
        return attempts.lastOfFolder();
    }
}
