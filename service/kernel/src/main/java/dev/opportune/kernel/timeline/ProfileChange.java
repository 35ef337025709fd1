package dev.opportune.kernel.timeline;

import java.time.Instant;

/** A message about a profile that tells of nothing it did, such as an {@code identify}. */
public record ProfileChange(
        String source,
        String id,
        String profileId,
        Instant occurredAt,
        Instant receivedAt,
        Statement statement,
        boolean backfill)
        implements Entry {
    @Override
    public ProfileChange of(String otherProfileId) {
        return new ProfileChange(source, id, otherProfileId, occurredAt, receivedAt, statement, backfill);
    }
}
