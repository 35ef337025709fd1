package dev.opportune.kernel.store;

import java.time.Instant;
import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A key of somebody who may call the service, as it is kept: whoever reads this cannot call.
 *
 * @param name of whoever has it
 * @param hash of the key and a salt
 * @param scopes what it opens, in the words of the service
 * @param requestsPerSecond how often it may call; null if as often as any other
 * @param createdAt in whole milliseconds
 * @param createdBy the name of the key of whoever made it, or what the service calls them
 * @param revokedAt since when it opens nothing any more; null if it does
 */
public record KeptKey(
        String name,
        String hash,
        SortedSet<String> scopes,
        @Nullable Integer requestsPerSecond,
        Instant createdAt,
        String createdBy,
        @Nullable Instant revokedAt) {
    public KeptKey {
        scopes = Collections.unmodifiableSortedSet(new TreeSet<>(scopes));
    }

    public boolean isRevoked() {
        return revokedAt != null;
    }
}
