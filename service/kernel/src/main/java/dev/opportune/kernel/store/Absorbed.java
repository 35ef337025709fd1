package dev.opportune.kernel.store;

/**
 * A profile that is part of another from now on: all that is stored of it becomes the other's, and so does whatever is
 * still heard of it.
 *
 * @param profileId its id of before
 * @param version of its row when it was read; 0 if nothing was ever stored of it
 */
public record Absorbed(String profileId, long version) {}
