package dev.opportune.kernel.decision;

import java.util.Locale;

/** What became of a proposal. */
public enum Outcome {
    /** To be handed over. */
    SEND,
    /** Due later. */
    WAIT,
    /** A gate said no; the reason is the gate's name. */
    SUPPRESS,
    /** Its trigger ended first, or it would not have been proposed. */
    CANCEL,
    /** An opening, or an end without a message: nothing to send. */
    NONE;

    /** As it is written in JSON, SQL, fixtures and logs. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
