package dev.opportune.kernel.store;

import java.time.Instant;

/**
 * What was answered to a request with an idempotency key, so that its repetition is answered the same.
 *
 * @param key the caller's, unique within the profile
 * @param request a hash of the request's body: the same key with another one is a mistake of the caller's
 * @param body byte for byte
 */
public record Answer(String profileId, String key, String request, String body, Instant storedAt) {
    /** The same, kept for another profile. */
    Answer of(String otherProfileId) {
        return new Answer(otherProfileId, key, request, body, storedAt);
    }
}
