package dev.opportune.authoring.explanation;

import dev.opportune.authoring.explanation.Told.Kind;
import dev.opportune.kernel.decision.Change;
import dev.opportune.kernel.decision.Decision;
import dev.opportune.kernel.timeline.Properties;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Whether a record and the same timeline run again agree: what the gates are said to have seen hangs on it. */
final class Agreement {
    private Agreement() {}

    /** @param replayed the decision as the replay has it; null where it has none */
    static Told of(Decision recorded, @Nullable Decision replayed) {
        if (replayed != null && replayed.changes().equals(recorded.changes())) {
            return told(true, "run again under the rules of its time, the timeline gives the same");
        }
        String other = replayed == null
                ? "does not bring this decision about"
                : "gives another: "
                        + replayed.changes().stream()
                                .map(change -> outcome(replayed, change))
                                .collect(Collectors.joining(", "));
        return told(
                false,
                "run again under the rules of its time, the timeline " + other
                        + "; the record stands, and nothing is told of gates where both differ. The order in which things"
                        + " arrived can be the reason, or that something is not kept any more");
    }

    private static String outcome(Decision decision, Change change) {
        return Words.word(decision, change) + (change.reason() == null ? "" : " " + change.reason()) + " at "
                + Words.local(change.at(), change.timezone());
    }

    /** That there is nothing to compare with. */
    static Told impossible(String why) {
        return told(
                false,
                "the timeline could not be run again (" + why + "), so this is the record alone: the gates that let the"
                        + " message pass are not in it");
    }

    private static Told told(boolean agrees, String words) {
        return new Told(Kind.REPLAY, null, Properties.of(Map.of("agrees", agrees)), words);
    }
}
