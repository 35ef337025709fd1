package dev.opportune.app.service;

/** More is waiting than the engine room takes on: nothing was done, the same call may be made again a little later. */
public final class OverloadedException extends RuntimeException {
    private static final long serialVersionUID = 1;

    OverloadedException(String message) {
        super(message);
    }
}
