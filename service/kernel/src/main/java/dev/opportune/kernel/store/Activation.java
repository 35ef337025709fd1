package dev.opportune.kernel.store;

import java.time.Instant;

/**
 * That a revision went live: an entry of every timeline at its instant.
 *
 * @param by who activated it
 */
public record Activation(Instant at, String revision, String by) {}
