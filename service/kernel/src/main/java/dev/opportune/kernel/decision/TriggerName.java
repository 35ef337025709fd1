package dev.opportune.kernel.decision;

import dev.opportune.kernel.timeline.Event;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/** What names a trigger: never the profile, so that a merge changes no name. */
public record TriggerName(String flow, String key, String source, String id) implements Comparable<TriggerName> {
    private static final Comparator<TriggerName> ORDER = Comparator.comparing(TriggerName::flow)
            .thenComparing(TriggerName::key)
            .thenComparing(TriggerName::source)
            .thenComparing(TriggerName::id);

    public static TriggerName of(String flow, String key, Event cause) {
        return new TriggerName(flow, key, cause.source(), cause.id());
    }

    /** The id of a decision on this trigger: "d_" and the first 128 bits of a SHA-256, in hex. */
    public String decisionId(Kind kind, @Nullable String message) {
        return "d_" + Digest.of(flow, key, source, id, kind.word(), message == null ? "" : "message=" + message);
    }

    /** Whether both are runs of one flow about one thing, of which only one may be open. */
    public boolean sameSubject(TriggerName other) {
        return flow.equals(other.flow) && key.equals(other.key);
    }

    @Override
    public int compareTo(TriggerName other) {
        return ORDER.compare(this, other);
    }
}
