package dev.opportune.app.service;

import dev.opportune.kernel.decision.Decision;
import dev.opportune.kernel.decision.Delivery;
import dev.opportune.kernel.decision.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What an app is told that asks which email a person should get.
 *
 * @param at the instant of the answer
 * @param outcome {@code SEND}, {@code WAIT} or {@code NONE}
 * @param decision the message to send, handed over if it was claimed; null unless there is one
 * @param next what waits and is due first; null unless something waits
 * @param considered what waits, is unclaimed, or was decided in the last 24 hours, oldest first
 * @param ruleset the live revision
 */
public record NextEmail(
        String profileId,
        Instant at,
        Outcome outcome,
        @Nullable Decision decision,
        @Nullable Decision next,
        List<Decision> considered,
        String ruleset) {
    private static final Duration RECENT = Duration.ofHours(24);
    private static final Comparator<Decision> BY_TIME =
            Comparator.comparing(Decision::dueAt).thenComparing(Decision::flow).thenComparing(Decision::id);

    static NextEmail unknown(String profileId, Instant at, String ruleset) {
        return new NextEmail(profileId, at, Outcome.NONE, null, null, List.of(), ruleset);
    }

    /** @param decisions as they were before the hand-over */
    static NextEmail of(
            String profileId, Instant at, Optional<Decision> given, List<Decision> decisions, String ruleset) {
        List<Decision> considered = decisions.stream()
                .filter(decision -> isConsidered(decision, at))
                .sorted(BY_TIME)
                .toList();
        Optional<Decision> next =
                considered.stream().filter(Decision::isPending).findFirst();
        Outcome outcome = given.isPresent() ? Outcome.SEND : next.isPresent() ? Outcome.WAIT : Outcome.NONE;
        return new NextEmail(profileId, at, outcome, given.orElse(null), next.orElse(null), considered, ruleset);
    }

    private static boolean isConsidered(Decision decision, Instant now) {
        if (decision.message() == null) {
            return false;
        }
        Delivery delivery = decision.delivery();
        return decision.isPending()
                || (delivery != null && delivery.state() == Delivery.State.PENDING)
                || !decision.at().isBefore(now.minus(RECENT));
    }
}
