package dev.opportune.app.service;

/** What became of an entry that was delivered: either way it is durable. */
public enum Taken {
    ACCEPTED,
    /** It was there already, and counts once. */
    DUPLICATE
}
