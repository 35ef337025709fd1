package dev.opportune.app.service;

import org.jspecify.annotations.Nullable;

/**
 * What became of an entry that was delivered: either way it is durable.
 *
 * @param refusal why two ids that its message says to be one person were not made one; null unless they were not
 */
public record Taken(Status status, @Nullable Refusal refusal) {
    public static final Taken ACCEPTED = new Taken(Status.ACCEPTED, null);
    /** It was there already, and counts once. */
    public static final Taken DUPLICATE = new Taken(Status.DUPLICATE, null);

    public enum Status {
        ACCEPTED,
        DUPLICATE
    }

    /** Why two ids stay two. */
    public enum Refusal {
        /** The other id is a known user's, and only an alias may make two known users one. */
        KNOWN_USER,
        /** The other id is part of somebody else already. */
        ALREADY_JOINED,
        /** The profile is part of the other id's already. */
        CIRCLE,
        /** So many ids are one already that something must be wrong with them. */
        TOO_MANY
    }

    /** The same, with why ids were not made one; null says nothing of that. */
    public Taken with(@Nullable Refusal why) {
        return new Taken(status, why);
    }
}
