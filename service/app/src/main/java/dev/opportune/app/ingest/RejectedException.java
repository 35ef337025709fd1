package dev.opportune.app.ingest;

/** Ends the reading of one message; never leaves this package. */
final class RejectedException extends Exception {
    private static final long serialVersionUID = 1;

    private final String code;

    RejectedException(String code, String reason) {
        super(reason, null, false, false);
        this.code = code;
    }

    String code() {
        return code;
    }

    Reading.Rejection rejection() {
        return new Reading.Rejection(code, String.valueOf(getMessage()));
    }
}
