package dev.opportune.app.service;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * That an app asks for the next email in order to send it.
 *
 * @param channels on which it can send; never empty
 * @param idempotencyKey names this request, so that its repetition is answered the same; null without one
 * @param requestHash of the request's body, so that another request under the same key is noticed
 */
public record Claim(
        String profileId, Set<String> channels, @Nullable String idempotencyKey, String requestHash) {
    public Claim {
        channels = Set.copyOf(channels);
    }
}
