package dev.opportune.authoring.explanation;

import dev.opportune.kernel.timeline.Properties;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One step of an explanation.
 *
 * @param at when it was, in the profile's time; null for what has no instant
 * @param figures what it is made of; the names are a contract
 * @param words the same in a line for a person
 */
public record Told(Kind kind, @Nullable Instant at, Properties figures, String words) {
    /** What a step is about. */
    public enum Kind {
        /** An event that a rule rested on. */
        EVENT,
        /** A message of ours that a rule rested on. */
        SENT,
        /** What a rule rested on and is kept no more. */
        MISSING,
        /** A rule fired, and what it asked for. */
        RULE,
        /** The trigger that a message belongs to. */
        TRIGGER,
        /** From where to where a delay was counted. */
        DELAY,
        /** The profile's variant in an experiment, or in the holdout. */
        EXPERIMENT,
        /** The zone that local times were read in. */
        TIMEZONE,
        /** What a gate said, and what it looked at. */
        GATE,
        /** The message waits until its gate may let it pass. */
        DEFERRAL,
        /** What became of it. */
        OUTCOME,
        /** Other rules went live, and the flow is not in them. */
        ACTIVATION,
        /** A late event that undid something, or showed that it should not have been. */
        CORRECTION,
        /** It was to be given to whoever sends it. */
        HANDOVER,
        /** A trigger of the same flow was asked for and not opened. */
        REFUSAL,
        /** An action failed, and what it proposed is lost. */
        FAILURE,
        /** A rule failed, and is left out for the profile from there on. */
        EXCLUSION,
        /** Whether the timeline, run again, gives what is on the record. */
        REPLAY;

        /** As it is written in JSON. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
