package dev.opportune.kernel.store;

import java.util.Comparator;

/** What a flow's trigger is about: of each, one may be open. */
public record Subject(String flow, String key) implements Comparable<Subject> {
    private static final Comparator<Subject> ORDER =
            Comparator.comparing(Subject::flow).thenComparing(Subject::key);

    @Override
    public int compareTo(Subject other) {
        return ORDER.compare(this, other);
    }
}
