package dev.opportune.kernel.timeline;

import java.time.Instant;
import java.util.Map;
import java.util.SortedSet;
import org.jspecify.annotations.Nullable;

/**
 * A change of what is known of a profile, such as an {@code identify}.
 *
 * @param traits laid over those known
 * @param consents the purposes granted from now on, replacing all before; null says nothing of them
 * @param preferences single purposes granted (true) or withdrawn (false)
 * @param timezone an IANA zone as it was sent; null says nothing of it
 * @param segments the static segments from now on; null says nothing of them
 * @param unreachable the channels on which not to write from now on; null says nothing of them
 */
public record ProfileChange(
        String source,
        String id,
        String profileId,
        Instant occurredAt,
        Instant receivedAt,
        Properties traits,
        @Nullable SortedSet<String> consents,
        Map<String, Boolean> preferences,
        @Nullable String timezone,
        @Nullable SortedSet<String> segments,
        @Nullable SortedSet<String> unreachable,
        boolean backfill)
        implements Entry {}
