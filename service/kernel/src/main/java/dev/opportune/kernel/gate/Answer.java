package dev.opportune.kernel.gate;

import dev.opportune.kernel.timeline.Properties;

/**
 * What one gate said of a message when it was asked.
 *
 * @param figures what it looked at, for a person to read, whether it let the message pass or not
 */
public record Answer(Gate gate, Verdict verdict, Properties figures) {
    public boolean passed() {
        return verdict == Verdict.PASS;
    }
}
