package dev.opportune.kernel.session;

import java.time.Instant;

/** Sessions took more due steps than somebody would wait for. They are of no use any more. */
public final class OutOfPatienceException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final Instant at;

    OutOfPatienceException(int steps, Instant at) {
        super("the rules had something to look at " + steps + " times by " + at + ", and were not done");
        this.at = at;
    }

    /** Where they were stopped. */
    public Instant at() {
        return at;
    }
}
