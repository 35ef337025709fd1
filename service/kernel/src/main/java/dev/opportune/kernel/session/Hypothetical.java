package dev.opportune.kernel.session;

import dev.opportune.kernel.decision.Decision;
import dev.opportune.kernel.decision.Kind;
import java.util.HashSet;
import java.util.Set;

/**
 * What a replay in sorted order decided only because a message left in it that did not leave then in truth: a second
 * message after a first, the end of a trigger whose message is out. It follows from what happens, once that happens.
 */
final class Hypothetical {
    private final Set<String> ids = new HashSet<>();
    private final Set<String> sends = new HashSet<>();

    Hypothetical(Book recorded, Book replayed) {
        boolean more = true;
        while (more) {
            more = false;
            for (Decision decision : replayed.all()) {
                if (decision.countsAsSent() && !hasLeftThen(decision, recorded)) {
                    more |= sends.add(decision.id());
                }
                if (restsOnHypothesis(decision)) {
                    more |= ids.add(decision.id());
                }
            }
        }
    }

    private static boolean hasLeftThen(Decision sent, Book recorded) {
        return recorded.standing(sent.id())
                .filter(kept -> kept.countsAsSent()
                        && kept.last().step().equals(sent.last().step()))
                .isPresent();
    }

    private boolean restsOnHypothesis(Decision decision) {
        return decision.because().stream().anyMatch(sends::contains)
                || ids.contains(decision.trigger().decisionId(Kind.TRIGGER, null));
    }

    boolean contains(String id) {
        return ids.contains(id);
    }
}
