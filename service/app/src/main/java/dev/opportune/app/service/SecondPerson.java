package dev.opportune.app.service;

import dev.opportune.kernel.store.Motion;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** The rule that whoever makes a change live is not who proposed it. */
final class SecondPerson {
    private final List<Motion> motions;

    /** @param motions those that stand */
    SecondPerson(List<Motion> motions) {
        this.motions = motions;
    }

    /**
     * What keeps somebody from making a revision live. Whoever is the first to want it proposes it thereby.
     *
     * @param propose is given the motion to be kept
     * @return empty if they are the second person
     */
    Optional<WishOutcome> objection(Wish wish, String revision, Effect effect, Instant now, Consumer<Motion> propose) {
        List<Motion> standing = motions.stream()
                .filter(motion -> motion.revision().equals(revision))
                .toList();
        Optional<Motion> own = standing.stream()
                .filter(motion -> motion.by().equals(wish.by()))
                .findFirst();
        if (own.isPresent()) {
            // To send the same files again is to propose them again; to name the revision is to say yes.
            return Optional.of(
                    wish.content() instanceof Wish.Files
                            ? new WishOutcome.Proposed(own.get(), effect)
                            : new WishOutcome.SamePerson(own.get()));
        }
        if (!standing.isEmpty()) {
            return Optional.empty();
        }
        Motion motion = new Motion(now, revision, wish.by(), wish.note());
        propose.accept(motion);
        return Optional.of(new WishOutcome.Proposed(motion, effect));
    }
}
