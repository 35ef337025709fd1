package dev.opportune.app.service;

import dev.opportune.authoring.Problem;
import dev.opportune.authoring.rules.Loaded;
import dev.opportune.kernel.store.Activation;
import dev.opportune.kernel.store.Motion;
import dev.opportune.kernel.store.Store;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Grants what people want live, or says what is in its way. Used by one thread at a time. */
final class Wishes {
    private static final Logger LOG = LoggerFactory.getLogger(Wishes.class);

    private final Store store;
    private final RulesTerms terms;
    private final Revisions revisions;
    private final FollowingFolder folder;
    private final Attempts attempts;

    Wishes(Store store, RulesTerms terms, Revisions revisions, FollowingFolder folder, Attempts attempts) {
        this.store = store;
        this.terms = terms;
        this.revisions = revisions;
        this.folder = folder;
        this.attempts = attempts;
    }

    WishOutcome grant(Wish wish, Loaded loaded, Stage stage) {
        Activation live = revisions.active();
        List<Problem> errors = revisions.errors(loaded);
        if (!errors.isEmpty()) {
            note(wish, loaded, stage, Attempt.Result.REFUSED, errors);
            List<Problem> all = new ArrayList<>(loaded.problems());
            errors.stream().filter(error -> !all.contains(error)).forEach(all::add);
            return new WishOutcome.Refused(loaded.revision(), all);
        }
        if (live.revision().equals(loaded.revision()) && live.without().isEmpty()) {
            note(wish, loaded, stage, Attempt.Result.UNCHANGED, List.of());
            if (folder.isBehind()) {
                follow(loaded, live.by(), stage);
            }
            return new WishOutcome.Unchanged(live);
        }
        if (wish.expected() != null && !live.revision().startsWith(wish.expected())) {
            return new WishOutcome.Overtaken(live);
        }
        Effect effect =
                Effect.of(stage.now(), store.inFlight(), loaded.ruleset().orElseThrow());
        Optional<WishOutcome> objection =
                terms.secondPerson() ? objection(wish, loaded, effect, stage) : Optional.empty();
        return objection.orElseGet(() -> activated(wish, loaded, effect, stage));
    }

    private void note(Wish wish, Loaded loaded, Stage stage, Attempt.Result result, List<Problem> errors) {
        List<String> said = errors.stream().map(Problem::toString).toList();
        attempts.note(new Attempt(stage.now(), loaded.revision(), wish.by(), result, said));
    }

    private Optional<WishOutcome> objection(Wish wish, Loaded loaded, Effect effect, Stage stage) {
        return new SecondPerson(store.motions(), terms.folderOwner())
                .objection(wish, loaded.revision(), effect, stage.now(), motion -> {
                    propose(motion, loaded.files());
                    attempts.note(
                            Attempt.with(effect, stage.now(), loaded.revision(), wish.by(), Attempt.Result.PROPOSED));
                });
    }

    /** Keeps a motion, unless somebody's of the same revision stands. */
    void propose(Motion motion, Map<String, byte[]> files) {
        boolean stands = store.motions().stream()
                .anyMatch(standing -> standing.revision().equals(motion.revision()));
        if (!stands) {
            store.propose(motion, files);
            LOG.info("revision {} was proposed by {} and awaits a second person", motion.revision(), motion.by());
        }
    }

    /** A person has asked for it, so whatever was left out of it before is tried anew. */
    private WishOutcome activated(Wish wish, Loaded loaded, Effect effect, Stage stage) {
        String revision = loaded.revision();
        String outranked = folder.outrankedBy(revision);
        Activation wanted = new Activation(stage.now(), revision, wish.by(), wish.note(), Collections.emptySortedSet());
        Activation activation = revisions.goLive(loaded, wanted, outranked, stage, null);
        folder.activated(outranked);
        LOG.info("revision {} is live, as {} wants it", revision, wish.by());
        Optional<String> trouble = follow(loaded, wish.by(), stage);
        attempts.note(Attempt.with(effect, stage.now(), revision, wish.by(), Attempt.Result.ACTIVATED));
        return new WishOutcome.Activated(activation, effect, trouble);
    }

    /** Brings the folder to what is live. @return why that could not be */
    private Optional<String> follow(Loaded live, String by, Stage stage) {
        Optional<String> trouble = folder.isBehind() ? folder.follow(live.files()) : Optional.empty();
        trouble.ifPresent(LOG::warn);
        Attempt.Result result = trouble.isEmpty() ? Attempt.Result.ACTIVATED : Attempt.Result.OUTRANKED;
        attempts.noteOfFolder(new Attempt(stage.now(), folder.held(live.revision()), by, result, List.of()));
        return trouble;
    }
}
