package dev.opportune.kernel.store;

import java.time.Instant;

/**
 * What was answered to a request with an idempotency key, so that its repetition is answered the same.
 *
 * @param profileId as the request named it, whoever that is part of since
 * @param key the caller's, unique within that
 * @param request a hash of the request's body: the same key with another one is a mistake of the caller's
 * @param body byte for byte
 */
public record Answer(String profileId, String key, String request, String body, Instant storedAt) {}
