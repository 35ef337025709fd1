package dev.opportune.kernel.store;

import java.time.Instant;

/**
 * That someone would like a revision to be live, and somebody else has to say yes. People are told that it is proposed; what a
 * rule proposes is something else.
 *
 * @param by who proposed it
 * @param note what they said about it; empty if nothing
 */
public record Motion(Instant at, String revision, String by, String note) {}
