package dev.opportune.app.service;

import dev.opportune.kernel.store.Motion;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The rule that whoever makes a change live is not who proposed it. */
final class SecondPerson {
    private final List<Motion> motions;
    private final @Nullable String folderOwner;

    /**
     * @param motions those that stand
     * @param folderOwner who is taken to have made those of the rules folder; null if that can be anybody
     */
    SecondPerson(List<Motion> motions, @Nullable String folderOwner) {
        this.motions = motions;
        this.folderOwner = folderOwner;
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
        Optional<Motion> own =
                standing.stream().filter(motion -> isOf(wish.by(), motion)).findFirst();
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

    private boolean isOf(String person, Motion motion) {
        boolean isOfFolder = motion.by().equals(LiveRules.WATCH);
        return person.equals(isOfFolder && folderOwner != null ? folderOwner : motion.by());
    }
}
