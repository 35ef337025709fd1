package dev.opportune.kernel.store;

import java.time.Instant;

/**
 * That someone would like a revision to be live, and somebody else has to say yes.
 *
 * @param by who proposed it
 * @param note what they said about it; empty if nothing
 */
public record Proposal(Instant at, String revision, String by, String note) {}
