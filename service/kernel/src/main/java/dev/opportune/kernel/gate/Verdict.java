package dev.opportune.kernel.gate;

import dev.opportune.kernel.timeline.Properties;
import java.time.Instant;

/** What one gate, or all of them, say of a message. */
public sealed interface Verdict {
    /** Nothing stands in the way. */
    record Pass() implements Verdict {}

    /**
     * Never.
     *
     * @param reason the gate's name
     * @param facts the figures behind it, for a person to read
     */
    record Suppress(String reason, Properties facts) implements Verdict {}

    /**
     * Not now.
     *
     * @param reason the gate's name
     * @param until when to ask again
     * @param facts the figures behind it, for a person to read
     */
    record Defer(String reason, Instant until, Properties facts) implements Verdict {}

    Verdict PASS = new Pass();
}
