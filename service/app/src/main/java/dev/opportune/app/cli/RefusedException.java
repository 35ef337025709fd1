package dev.opportune.app.cli;

/** A command cannot do what it was asked to, and the caller can help it. The message says what is wrong and what to do. */
final class RefusedException extends RuntimeException {
    private static final long serialVersionUID = 1;

    RefusedException(String message) {
        super(message, null, false, false);
    }
}
