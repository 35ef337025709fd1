package dev.opportune.kernel.policy;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What holds for every message on a channel.
 *
 * @param consent the purpose that must have been agreed to; null if none is needed
 * @param closed whether nothing goes out on it
 */
public record Channel(
        String name,
        @Nullable String consent,
        List<Cap> caps,
        @Nullable QuietHours quietHours,
        boolean closed) {
    public Channel {
        caps = List.copyOf(caps);
    }

    public Channel(String name, @Nullable String consent, List<Cap> caps, @Nullable QuietHours quietHours) {
        this(name, consent, caps, quietHours, false);
    }

    /** A channel of which nobody has said what holds on it: nothing goes out on it. */
    static Channel closed(String name) {
        return new Channel(name, null, List.of(), null, true);
    }
}
