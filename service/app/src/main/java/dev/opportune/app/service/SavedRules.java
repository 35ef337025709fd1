package dev.opportune.app.service;

import dev.opportune.authoring.Problem;
import dev.opportune.authoring.folders.RulesFolder;
import dev.opportune.authoring.rules.Loaded;
import dev.opportune.kernel.session.Ruleset;
import dev.opportune.kernel.store.Activation;
import dev.opportune.kernel.store.Motion;
import dev.opportune.kernel.store.Store;
import dev.opportune.kernel.store.StoreException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.concurrent.locks.Lock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What people save in the rules folder, on its way to be live. It is compiled beside everything else that changes rules, and
 * only what comes of it waits for its turn.
 */
final class SavedRules {
    private static final Logger LOG = LoggerFactory.getLogger(SavedRules.class);

    private final Store store;
    private final FolderRulebook rulebook;
    private final RulesTerms terms;
    private final Revisions revisions;
    private final FollowingFolder folder;
    private final Attempts attempts;
    private final Wishes wishes;
    private final Lock turn;
    private @Nullable Found lastFound;

    /** The state of a folder: its files, and what is wrong with those that do not count as such. */
    private record Found(String revision, List<Problem> problems) {
        static Found of(RulesFolder folder) {
            return new Found(folder.revision(), FolderRulebook.errors(folder.problems()));
        }
    }

    /** @param turn held by whoever changes what is live, or the folder */
    SavedRules(
            Store store,
            FolderRulebook rulebook,
            RulesTerms terms,
            Revisions revisions,
            FollowingFolder folder,
            Attempts attempts,
            Wishes wishes,
            Lock turn) {
        this.store = store;
        this.rulebook = rulebook;
        this.terms = terms;
        this.revisions = revisions;
        this.folder = folder;
        this.attempts = attempts;
        this.wishes = wishes;
        this.turn = turn;
    }

    /** Makes what the folder holds live when the service starts, as {@link LiveRules#load} says. */
    void load(Instant now, String by) {
        RulesFolder read = rulebook.read();
        if (!revisions.isEmpty() && folder.givesWayAfterEnd(read)) {
            read = caughtUpWith();
        }
        if (!revisions.isEmpty() && folder.givesWay(read)) {
            revisions.ruleset(revisions.active().revision());
            outranked(read, now, by);
        } else {
            compiled(read, rulebook.compile(read), Stage.atStart(now), by, now);
        }
        LOG.info("{}", opening(read));
    }

    private String opening(RulesFolder read) {
        Activation live = revisions.active();
        Ruleset ruleset = revisions.ruleset(live.revision());
        boolean isFolders = live.revision().equals(read.revision());
        return "revision " + live.revision() + " is live: flows "
                + String.join(", ", ruleset.flows().keySet())
                + "; " + ruleset.ruleNames().size() + " rules; from "
                + (isFolders
                        ? "the folder " + rulebook.folder()
                        : "the database, where it was made live by " + live.by() + " at " + live.at()
                                + ", for what the folder " + rulebook.folder() + " holds is not");
    }

    /** The folder, once it has been brought to what is live, if that can be. */
    private RulesFolder caughtUpWith() {
        Activation live = revisions.active();
        folder.follow(store.files(live.revision()).orElseThrow())
                .ifPresentOrElse(
                        LOG::warn,
                        () -> LOG.info(
                                "the rules folder was brought to revision {}, which {} has made live",
                                live.revision(),
                                live.by()));
        return rulebook.read();
    }

    /**
     * Takes up what the folder holds while the service runs.
     *
     * @return empty if that is what it held before; or if, while it was compiled, it was changed or others went live. Then
     *     the next look sees it anew
     */
    Optional<Attempt> reload(Stage stage, String by) {
        RulesFolder read;
        Instant liveSince;
        turn.lock();
        try {
            read = rulebook.read();
            Optional<Attempt> settled = withoutCompiling(read, stage, by);
            if (settled.isPresent() || Found.of(read).equals(lastFound)) {
                return settled;
            }
            liveSince = revisions.triedSince();
        } finally {
            turn.unlock();
        }
        Loaded loaded = rulebook.compile(read);
        loaded.ruleset().ifPresent(ruleset -> ruleset.prepare(revisions.leftOutOf(loaded.revision())));
        turn.lock();
        try {
            boolean isStill = revisions.triedSince().equals(liveSince)
                    && Found.of(rulebook.read()).equals(Found.of(read));
            return isStill ? Optional.of(compiled(read, loaded, stage, by, null)) : Optional.empty();
        } finally {
            turn.unlock();
        }
    }

    private Optional<Attempt> withoutCompiling(RulesFolder read, Stage stage, String by) {
        Found found = Found.of(read);
        if (found.equals(lastFound)) {
            return Optional.empty();
        }
        if (folder.givesWay(read)) {
            return Optional.of(outranked(read, stage.now(), by));
        }
        boolean isLive = revisions.active().revision().equals(found.revision());
        return isLive && found.problems().isEmpty() ? Optional.of(settled(found, stage, by)) : Optional.empty();
    }

    /** @param at the instant of an activation; null for the present, between two steps */
    private Attempt compiled(RulesFolder read, Loaded loaded, Stage stage, String by, @Nullable Instant at) {
        Found found = Found.of(read);
        String revision = found.revision();
        List<Problem> problems = revisions.errors(loaded);
        if (!problems.isEmpty()) {
            return refused(found, loaded, problems, stage, by);
        }
        Ruleset ruleset = loaded.ruleset().orElseThrow();
        if (!revisions.isEmpty() && revisions.active().revision().equals(revision)) {
            revisions.add(ruleset);
            return settled(found, stage, by);
        }
        Effect effect = Effect.of(stage.now(), store.inFlight(), ruleset);
        if (terms.secondPerson() && !revisions.isEmpty()) {
            wishes.propose(new Motion(stage.now(), revision, LiveRules.WATCH, ""), loaded.files());
            return noted(found, Attempt.with(effect, stage.now(), revision, by, Attempt.Result.PROPOSED));
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
        return noted(found, Attempt.with(effect, stage.now(), revision, by, Attempt.Result.ACTIVATED));
    }

    private Attempt outranked(RulesFolder read, Instant now, String by) {
        return noted(Found.of(read), new Attempt(now, read.revision(), by, Attempt.Result.OUTRANKED, List.of()));
    }

    /** The folder holds what is live. */
    private Attempt settled(Found found, Stage stage, String by) {
        folder.caughtUp();
        store.withdraw(LiveRules.WATCH);
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

    private Attempt noted(Found found, Attempt attempt) {
        lastFound = found;
        return attempts.noteOfFolder(attempt);
    }

    /** That the folder was brought to a revision, so that it is no news. */
    void follows(String revision) {
        lastFound = new Found(revision, List.of());
    }
}
