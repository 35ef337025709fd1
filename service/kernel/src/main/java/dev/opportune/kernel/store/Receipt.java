package dev.opportune.kernel.store;

/** What became of one {@link Advance} of a transaction that was committed. */
public enum Receipt {
    /** It is durable. */
    COMMITTED,
    /** Its entry was there already, under this or another profile; nothing of it was written. */
    DUPLICATE,
    /** The profile has moved on since, or a move before this one was not written; nothing of it was written. */
    STALE
}
