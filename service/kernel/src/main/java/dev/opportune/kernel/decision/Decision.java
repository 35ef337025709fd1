package dev.opportune.kernel.decision;

import dev.opportune.kernel.timeline.Event;
import dev.opportune.kernel.timeline.Properties;
import dev.opportune.kernel.timeline.Step;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The recorded result of a rule's proposal: its latest outcome, and all before.
 *
 * @param id hash of the trigger's name, the kind and the message
 * @param message null for an opening or an end
 * @param channel null for an opening or an end
 * @param rule the name of the rule that proposed it; of the kernel's own ends, the reason
 * @param because the ids of the events behind it, oldest first
 * @param experiments the profile's variants in the experiments of the flow
 * @param cause the event that opened the trigger; kept with openings only, for it may outlive the lookback
 * @param changes every outcome, oldest first; never empty
 * @param delivery null unless the message was decided to be sent
 */
public record Decision(
        String id,
        String profileId,
        TriggerName trigger,
        Kind kind,
        @Nullable String message,
        @Nullable String channel,
        Properties content,
        String rule,
        List<String> because,
        SortedMap<String, String> experiments,
        Terms terms,
        @Nullable Event cause,
        List<Change> changes,
        @Nullable Delivery delivery,
        @Nullable Correction correction) {
    /** The reason of what a late event undid. */
    public static final String LATE_EVENT = "late_event";
    /** The reason of what ended because its flow is no longer in the rules. */
    public static final String FLOW_REMOVED = "flow_removed";
    /** The reason of a trigger that nothing ended within its flow's {@code open_for}. */
    public static final String TIMED_OUT = "timed_out";
    /** The reason of what an erasure took away. */
    public static final String ERASED = "erased";

    public Decision {
        because = List.copyOf(because);
        experiments = Collections.unmodifiableSortedMap(new TreeMap<>(experiments));
        changes = List.copyOf(changes);
        if (changes.isEmpty()) {
            throw new IllegalArgumentException("a decision has an outcome");
        }
    }

    public String flow() {
        return trigger.flow();
    }

    public String key() {
        return trigger.key();
    }

    /** The latest change. */
    public Change last() {
        return changes.get(changes.size() - 1);
    }

    public Outcome outcome() {
        return last().outcome();
    }

    public @Nullable String reason() {
        return last().reason();
    }

    /** The instant of the latest outcome, in the profile's time. */
    public Instant at() {
        return last().at();
    }

    /** When the message is, or was, next due; for an opening or an end, when it was. */
    public Instant dueAt() {
        return last().dueAt();
    }

    /** The revision behind the latest outcome. */
    public String ruleset() {
        return last().ruleset();
    }

    /** The zone behind the latest outcome. */
    public String timezone() {
        return last().timezone();
    }

    /** Whether that zone was the policy's default for want of a better one. */
    public boolean zoneAssumed() {
        return last().zoneAssumed();
    }

    public boolean isOpening() {
        return kind == Kind.TRIGGER && message == null;
    }

    public boolean isPending() {
        return outcome() == Outcome.WAIT;
    }

    /** Whether it counts as sent for caps, {@code Sent} facts and rules: a holdout does, though nobody gets it. */
    public boolean countsAsSent() {
        return outcome() == Outcome.SEND
                || (outcome() == Outcome.SUPPRESS && "holdout".equals(reason()) && message != null);
    }

    /** Whether the gates have said yes or no to it for good. */
    public boolean isJudged() {
        return outcome() == Outcome.SEND || outcome() == Outcome.SUPPRESS;
    }

    /**
     * Whether it is a message that was first judged later than it was due, which only a late event brings about.
     *
     * @param now when it is judged, if it has not been before
     */
    public boolean isOverdue(Instant now) {
        Instant judged = changes.stream()
                .filter(change -> change.outcome() != Outcome.WAIT || change.reason() != null)
                .map(Change::at)
                .findFirst()
                .orElse(now);
        return terms.firstDueAt().isBefore(judged);
    }

    /** Whether a late event undid it: a trace of the order of arrival, left out of canonical listings. */
    public boolean isTraceOfArrival() {
        return outcome() == Outcome.CANCEL && LATE_EVENT.equals(reason());
    }

    /** Whether the same consequence of a rule said both this and another decision. */
    public boolean isOfTheConsequenceOf(Decision other) {
        return rule.equals(other.rule) && because.equals(other.because);
    }

    /** With one more outcome. A message that is now to be sent awaits its hand-over. */
    public Decision then(Change change) {
        List<Change> more = new ArrayList<>(changes);
        more.add(change);
        return withChanges(more);
    }

    /** With other outcomes instead of all it had. */
    public Decision restarted(List<Change> instead) {
        return withChanges(instead);
    }

    /** As it was before a step; null if it was not there yet. */
    public @Nullable Decision before(Step step) {
        List<Change> earlier =
                changes.stream().filter(change -> change.step().isBefore(step)).toList();
        if (earlier.size() == changes.size()) {
            return this;
        }
        return earlier.isEmpty() ? null : withChanges(earlier);
    }

    private Decision withChanges(List<Change> newChanges) {
        Change newest = newChanges.get(newChanges.size() - 1);
        Delivery next = newest.outcome() != Outcome.SEND ? null : delivery == null ? Delivery.PENDING : delivery;
        return copy(newChanges, next, correction);
    }

    public Decision with(Delivery newDelivery) {
        return copy(changes, newDelivery, correction);
    }

    public Decision with(Correction newCorrection) {
        return copy(changes, delivery, newCorrection);
    }

    /** The same of another profile. */
    public Decision of(String otherProfileId) {
        return new Decision(
                id,
                otherProfileId,
                trigger,
                kind,
                message,
                channel,
                content,
                rule,
                because,
                experiments,
                terms,
                cause == null ? null : cause.of(otherProfileId),
                changes,
                delivery,
                correction);
    }

    private Decision copy(List<Change> newChanges, @Nullable Delivery newDelivery, @Nullable Correction newCorrection) {
        return new Decision(
                id,
                profileId,
                trigger,
                kind,
                message,
                channel,
                content,
                rule,
                because,
                experiments,
                terms,
                cause,
                newChanges,
                newDelivery,
                newCorrection);
    }
}
