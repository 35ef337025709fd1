package dev.opportune.authoring.shipped;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Changes that no decision can show, and why.
 *
 * @param changes each as {@code file: place} or {@code file: place: what}; they are tried all at once, so those belong
 *     together that do not depend on each other
 */
record Unseen(String why, Set<String> changes) {
    private static final Unseen FIGURES = new Unseen(
            "for reports only, of which there are none yet",
            Set.of(
                    "back-for-more/flow.yml: goal.within",
                    "browse-interest/flow.yml: goal.within",
                    "cart-recovery/flow.yml: goal.within",
                    "long-look/flow.yml: goal.within",
                    "repeat-engagement/flow.yml: goal.within",
                    "win-back/flow.yml: goal.within"));

    private static final Unseen STORAGE = new Unseen(
            "says how long things are stored; rules see what is within the lookback, which is shorter",
            Set.of("policy.yml: retention.events", "policy.yml: retention.decisions"));

    private static final Unseen NOW = new Unseen(
            "what an earlier event opens was proposed in its own step, and the same again does nothing; `now` keeps a rule"
                    + " from looking through the whole history at each event",
            Set.of(
                    "back-for-more/back-for-more.drl: They look at a product they bought a week ago or earlier:"
                            + " without now of ProductViewed",
                    "back-for-more/back-for-more.drl: They look at a category they bought another product of a week ago or"
                            + " earlier: without now of ProductViewed",
                    "browse-interest/browse-interest.drl: A category is viewed for the third time in a day, and nothing in"
                            + " it was ordered: without now of ProductViewed",
                    "cart-recovery/cart-recovery.drl: Someone puts a product in the cart: without now of ProductAdded",
                    "long-look/long-look.drl: Five minutes on one product within an hour, and it is not in the cart:"
                            + " without now of Dwelled",
                    "long-look/long-look.drl: Five minutes on one page within an hour, and nothing went into the cart:"
                            + " without now of Dwelled",
                    "repeat-engagement/repeat-engagement.drl: A person's third open or click in two days, and it is an"
                            + " open: without now of EmailOpened",
                    "repeat-engagement/repeat-engagement.drl: A person's third open or click in two days, and it is a"
                            + " click: without now of EmailClicked"));

    private static final Unseen FLOW = new Unseen(
            "the message that the rule looks for in the run is of this flow only; the flow is said for the reader",
            Set.of(
                    "browse-interest/browse-interest.drl: The picks are out: without flow == \"browse-interest\" of"
                            + " Trigger",
                    "cart-recovery/cart-recovery.drl: The reminder was not opened for a day: without flow =="
                            + " \"cart-recovery\" of Trigger",
                    "cart-recovery/cart-recovery.drl: Both messages are out: without flow == \"cart-recovery\" of Trigger",
                    "long-look/long-look.drl: The message was not opened for a day: without flow == \"long-look\" of"
                            + " Trigger",
                    "long-look/long-look.drl: The similar products are out too: without flow == \"long-look\" of Trigger",
                    "repeat-engagement/repeat-engagement.drl: The invitation is out: without flow == \"repeat-engagement\""
                            + " of Trigger"));

    private static final Unseen MESSAGE = new Unseen(
            "the flow has no other message, or none after which the run is still open; it is said for the reader",
            Set.of(
                    "browse-interest/browse-interest.drl: The picks are out: without message == \"category-picks\" of Sent",
                    "cart-recovery/cart-recovery.drl: The reminder was not opened for a day: without message =="
                            + " \"cart-reminder\" of Sent",
                    "long-look/long-look.drl: The message was not opened for a day: without message =="
                            + " \"still-looking\" of Sent",
                    "repeat-engagement/repeat-engagement.drl: The invitation is out: without message == \"early-access\""
                            + " of Sent"));

    private static final Unseen CHANNEL = new Unseen(
            "there is one channel; it is said for the day on which there are more",
            Set.of("segments.drl.csv: Resellers are not told about what they looked at: without email"));

    static final List<Unseen> ALL = List.of(FIGURES, STORAGE, NOW, FLOW, MESSAGE, CHANNEL);

    boolean has(Change change) {
        return changes.contains(change.whereabouts()) || changes.contains(change.whereabouts() + ": " + change.what());
    }

    /** Those of which there is no such change any more. */
    Set<String> notAmong(List<Change> found) {
        Set<String> missing = new TreeSet<>(changes);
        for (Change change : found) {
            missing.remove(change.whereabouts());
            missing.remove(change.whereabouts() + ": " + change.what());
        }
        return missing;
    }
}
