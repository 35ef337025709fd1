package dev.opportune.app.service;

import dev.opportune.authoring.Problem;
import dev.opportune.authoring.folders.FolderGlance;
import dev.opportune.authoring.folders.RulesFolder;
import dev.opportune.authoring.rules.Loaded;
import dev.opportune.authoring.rules.RuleOverlay;
import dev.opportune.kernel.session.Ruleset;
import dev.opportune.kernel.session.Rulesets;
import dev.opportune.kernel.store.Activation;
import dev.opportune.kernel.store.Motion;
import dev.opportune.kernel.store.Store;
import dev.opportune.kernel.store.StoreException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The revisions that were ever live, the one that is, and how the last attempts to make others live went. */
public final class LiveRules implements Rulesets {
    /** Who activates what is saved in the folder while the service runs, or proposes it. */
    public static final String WATCH = "watch";
    /** Who leaves rules out for everybody. */
    public static final String QUARANTINE = "quarantine";

    private static final Logger LOG = LoggerFactory.getLogger(LiveRules.class);
    private static final int CANDIDATES = 5;

    private final Store store;
    private final FolderRulebook rulebook;
    private final RulesTerms terms;
    private final Revisions revisions;
    private final FollowingFolder folder;
    private final Attempts attempts = new Attempts();
    private final Wishes wishes;
    private @Nullable Found lastFound;

    /** The state of a folder: its files, and what is wrong with those that do not count as such. */
    private record Found(String revision, List<Problem> problems) {
        static Found of(RulesFolder folder) {
            return new Found(folder.revision(), FolderRulebook.errors(folder.problems()));
        }
    }

    public LiveRules(Store store, FolderRulebook rulebook) {
        this(store, rulebook, RulesTerms.DEFAULT);
    }

    public LiveRules(Store store, FolderRulebook rulebook, RulesTerms terms) {
        this.store = store;
        this.rulebook = rulebook;
        this.terms = terms;
        this.revisions = new Revisions(store, rulebook);
        this.folder = new FollowingFolder(store, rulebook);
        this.wishes = new Wishes(store, terms, revisions, folder, attempts);
    }

    /**
     * Makes what the folder holds live, unless it is already. To be called while nothing is decided yet. Rules with
     * problems never replace working ones, and where a second person is asked for, the folder only proposes.
     *
     * @throws IllegalStateException if they have problems and none were ever live; the message lists them all
     */
    public synchronized void load(Instant now, String by) {
        RulesFolder read = rulebook.read();
        if (!revisions.isEmpty() && folder.givesWayAfterEnd(read)) {
            read = caughtUpWith();
        }
        if (!revisions.isEmpty() && folder.givesWay(read)) {
            revisions.ruleset(active().revision());
            outranked(read, now, by);
        } else {
            takeUp(read, Stage.atStart(now), by, now);
        }
    }

    /** The folder, once it has been brought to what is live, if that can be. */
    private RulesFolder caughtUpWith() {
        Activation live = active();
        folder.follow(store.files(live.revision()).orElseThrow())
                .ifPresentOrElse(
                        LOG::warn,
                        () -> LOG.info(
                                "the rules folder was brought to revision {}, which {} has made live",
                                live.revision(),
                                live.by()));
        return rulebook.read();
    }

    private Attempt outranked(RulesFolder read, Instant now, String by) {
        lastFound = Found.of(read);
        return attempts.noteOfFolder(new Attempt(now, read.revision(), by, Attempt.Result.OUTRANKED, List.of()));
    }

    /**
     * Looks whether the folder holds other rules than at the last attempt, and if it does, makes them live where they can
     * be. Reads and compiles on the caller's thread while decisions go on; only the change itself is made while they rest.
     *
     * @return empty if the folder holds what it held before
     * @throws StoreException if the change could not be written; nothing is changed then
     */
    synchronized Optional<Attempt> reload(Stage stage, String by) {
        RulesFolder read = rulebook.read();
        if (Found.of(read).equals(lastFound)) {
            return Optional.empty();
        }
        if (folder.givesWay(read)) {
            return Optional.of(outranked(read, stage.now(), by));
        }
        return Optional.of(takeUp(read, stage, by, null));
    }

    /** @param at the instant of an activation; null for the present, between two steps */
    private Attempt takeUp(RulesFolder read, Stage stage, String by, @Nullable Instant at) {
        Found found = Found.of(read);
        String revision = found.revision();
        boolean isLive = !revisions.isEmpty() && active().revision().equals(revision);
        if (at == null && isLive && found.problems().isEmpty()) {
            return settled(found, stage, by);
        }
        Loaded loaded = rulebook.compile(read);
        List<Problem> problems = revisions.errors(loaded);
        if (!problems.isEmpty()) {
            return refused(found, loaded, problems, stage, by);
        }
        if (isLive) {
            revisions.add(loaded.ruleset().orElseThrow());
            return settled(found, stage, by);
        }
        if (terms.secondPerson() && !revisions.isEmpty()) {
            wishes.propose(new Motion(stage.now(), revision, WATCH, ""), loaded.files());
            return noted(found, new Attempt(stage.now(), revision, by, Attempt.Result.PROPOSED, List.of()));
        }
        try {
            SortedSet<String> leftOut = revisions.leftOutOf(revision);
            revisions.goLive(loaded, new Activation(stage.now(), revision, by, "", leftOut), null, stage, at);
            folder.activated(null);
        } catch (StoreException failure) {
            // It was not the folder's fault, so the same folder is tried again.
            String why = "the database did not take them: " + failure.getMessage();
            lastFound = null;
            attempts.noteOfFolder(new Attempt(stage.now(), revision, by, Attempt.Result.REFUSED, List.of(why)));
            throw failure;
        }
        return noted(found, new Attempt(stage.now(), revision, by, Attempt.Result.ACTIVATED, List.of()));
    }

    private Attempt noted(@Nullable Found found, Attempt attempt) {
        lastFound = found;
        return attempts.noteOfFolder(attempt);
    }

    /** The folder holds what is live. */
    private Attempt settled(Found found, Stage stage, String by) {
        folder.caughtUp();
        store.withdraw(WATCH);
        return noted(found, new Attempt(stage.now(), found.revision(), by, Attempt.Result.UNCHANGED, List.of()));
    }

    private Attempt refused(Found found, Loaded loaded, List<Problem> problems, Stage stage, String by) {
        List<String> said = problems.stream().map(Problem::toString).toList();
        Attempt attempt = noted(found, new Attempt(stage.now(), loaded.revision(), by, Attempt.Result.REFUSED, said));
        if (revisions.isEmpty()) {
            throw new IllegalStateException(
                    "the rules have problems and there are no earlier ones to go on with:\n" + String.join("\n", said));
        }
        return attempt;
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

    private synchronized WishOutcome granted(Wish wish, Loaded loaded, Stage stage) {
        WishOutcome outcome = wishes.grant(wish, loaded, stage);
        if (outcome instanceof WishOutcome.Activated activated
                && activated.folderTrouble().isEmpty()) {
            // That the folder holds something else now is no news.
            lastFound = new Found(loaded.revision(), List.of());
        }
        return outcome;
    }

    /**
     * Leaves a rule of a revision out for everybody.
     *
     * @param note why, without anything about anybody
     * @return empty if another revision is live by now, or the rule is left out already
     */
    synchronized Optional<Activation> quarantine(String revision, String rule, String note, Stage stage) {
        Activation live = active();
        if (!live.revision().equals(revision) || live.without().contains(rule)) {
            return Optional.empty();
        }
        SortedSet<String> without = new TreeSet<>(live.without());
        without.add(rule);
        Activation wanted = new Activation(stage.now(), revision, QUARANTINE, note, without);
        // What the folder holds stays as outranked as it was.
        String outranked = store.outranked().orElse(null);
        return Optional.of(revisions.goLive(live(), wanted, Map.of(), outranked, stage, null));
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
