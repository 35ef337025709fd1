package dev.opportune.kernel.store;

/**
 * A profile that is part of another from now on: all that is stored of it becomes the other's, and so does whatever is
 * still heard of it.
 *
 * @param profileId its id of before
 * @param version of its row when it was read; 0 if nothing was ever stored of it
 * @param asked whether somebody asked for it by naming two users: then the id is nobody else's. The id of a visitor may
 *     still be the name of a user whom nobody has heard of yet
 */
public record Absorbed(String profileId, long version, boolean asked) {}
