package dev.opportune.kernel.policy;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What holds for every message on a channel.
 *
 * @param consent the purpose that must have been agreed to; null if none is needed
 */
public record Channel(
        String name,
        @Nullable String consent,
        List<Cap> caps,
        @Nullable QuietHours quietHours) {
    public Channel {
        caps = List.copyOf(caps);
    }
}
