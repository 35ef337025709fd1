package dev.opportune.kernel.gate;

import java.util.Comparator;

/**
 * That a rule of the business said no. Of several the first counts, which does not depend on the order in which they fired.
 *
 * @param reason what the rule said; it is on the record
 * @param rule its name; the record goes without, as whoever asks why finds it by running the timeline again
 */
public record Veto(String reason, String rule) implements Comparable<Veto> {
    private static final Comparator<Veto> ORDER =
            Comparator.comparing(Veto::reason).thenComparing(Veto::rule);

    @Override
    public int compareTo(Veto other) {
        return ORDER.compare(this, other);
    }
}
