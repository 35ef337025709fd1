package dev.opportune.app.service;

import dev.opportune.kernel.store.Proposal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** The rule that whoever makes a change live is not who proposed it. */
final class SecondPerson {
    private final List<Proposal> proposals;

    /** @param proposals those that stand */
    SecondPerson(List<Proposal> proposals) {
        this.proposals = proposals;
    }

    /**
     * What keeps somebody from making a revision live. Whoever is the first to want it proposes it thereby.
     *
     * @param propose is given the proposal to be kept
     * @return empty if they are the second person
     */
    Optional<WishOutcome> objection(
            Wish wish, String revision, Effect effect, Instant now, Consumer<Proposal> propose) {
        List<Proposal> standing = proposals.stream()
                .filter(proposal -> proposal.revision().equals(revision))
                .toList();
        Optional<Proposal> own = standing.stream()
                .filter(proposal -> proposal.by().equals(wish.by()))
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
        Proposal proposal = new Proposal(now, revision, wish.by(), wish.note());
        propose.accept(proposal);
        return Optional.of(new WishOutcome.Proposed(proposal, effect));
    }
}
