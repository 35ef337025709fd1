package dev.opportune.app.webhooks;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/** What an element of a call says. */
public sealed interface Report {
    /** The provider's own id of it; null where it has none. */
    @Nullable
    String id();

    /**
     * Something became of an email.
     *
     * @param link whom and what it is about
     * @param message the event as a client would send it, but for whom it is about
     */
    record Told(@Nullable String id, Link link, JsonNode message) implements Report {}

    /** Nothing that rules know of, such as that the provider is still trying. */
    record Passed(@Nullable String id) implements Report {}

    /** It cannot be read. @param reason for a person */
    record Unreadable(@Nullable String id, String reason) implements Report {}
}
