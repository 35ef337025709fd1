package dev.opportune.app.ingest;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How a message came in.
 *
 * @param source names the sender; message ids are unique within it
 * @param receivedAt by the clock of the host
 * @param type the type that the address stands for; null where the message must name its own
 * @param sentAt of the batch around the message, taken where the message has none of its own; null without one
 * @param backfill whether all of the call is history, whatever its messages say
 */
public record Arrival(
        String source,
        Instant receivedAt,
        @Nullable String type,
        @Nullable JsonNode sentAt,
        boolean backfill) {
    /** A message that names its own type and was sent by itself. */
    public static Arrival of(String source, Instant receivedAt) {
        return new Arrival(source, receivedAt, null, null, false);
    }
}
