package dev.opportune.kernel.timeline;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Something a profile did.
 *
 * @param name as it was sent, such as "Product Added"
 * @param statement what it says of the profile, which counts from then on
 * @param clamped whether it claimed to have happened after it arrived
 */
public record Event(
        String source,
        String id,
        String profileId,
        String name,
        Instant occurredAt,
        Instant receivedAt,
        Properties properties,
        Statement statement,
        boolean backfill,
        boolean clamped)
        implements Entry {
    /** The source of the events that Opportune itself puts on a timeline. */
    public static final String OWN_SOURCE = "opportune";

    /** The name of the event that stands for an app's asking for the next email. */
    public static final String REQUESTED = "Requested";

    /** That says nothing of the profile. */
    public Event(
            String source,
            String id,
            String profileId,
            String name,
            Instant occurredAt,
            Instant receivedAt,
            Properties properties,
            boolean backfill,
            boolean clamped) {
        this(source, id, profileId, name, occurredAt, receivedAt, properties, Statement.NONE, backfill, clamped);
    }

    @Override
    public Event of(String otherProfileId) {
        return new Event(
                source, id, otherProfileId, name, occurredAt, receivedAt, properties, statement, backfill, clamped);
    }

    /** The decision that an email event links back to; null where it was not one of ours. */
    public @Nullable String decisionId() {
        String linked = properties.text("decision");
        return linked != null ? linked : properties.text("decision_id");
    }
}
