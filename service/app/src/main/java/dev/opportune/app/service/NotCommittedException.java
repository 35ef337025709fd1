package dev.opportune.app.service;

import dev.opportune.kernel.store.Receipt;

/** A move was computed and not written: its session was thrown away, the same call may be made again. */
public final class NotCommittedException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final Receipt receipt;

    NotCommittedException(Receipt receipt) {
        super("a move of a profile was not written (" + receipt + "); call again");
        this.receipt = receipt;
    }

    Receipt receipt() {
        return receipt;
    }
}
