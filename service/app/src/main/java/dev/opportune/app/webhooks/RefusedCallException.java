package dev.opportune.app.webhooks;

/** Ends a call that is not known to be the provider's, or cannot be read: nothing of it is taken. */
public final class RefusedCallException extends RuntimeException {
    private static final long serialVersionUID = 1;
    private static final int BAD_REQUEST = 400;
    private static final int UNAUTHORIZED = 401;
    private static final int FORBIDDEN = 403;
    private static final int NOT_ACCEPTABLE = 406;
    private static final int UNAVAILABLE = 503;

    private final int status;
    private final String code;
    private final String detail;
    private final String next;

    private RefusedCallException(int status, String code, String detail, String next) {
        super(code + ": " + detail, null, false, false);
        this.status = status;
        this.code = code;
        this.detail = detail;
        this.next = next;
    }

    static RefusedCallException unreadable(String detail, String next) {
        return new RefusedCallException(BAD_REQUEST, "unreadable_webhook", detail, next);
    }

    static RefusedCallException wrongCredentials(String detail, String next) {
        return new RefusedCallException(UNAUTHORIZED, "wrong_credentials", detail, next);
    }

    static RefusedCallException notTheirs(String code, String detail, String next) {
        return new RefusedCallException(FORBIDDEN, code, detail, next);
    }

    /** A call that was taken before, and is not to be made again. */
    static RefusedCallException repeated(String code, String detail, String next) {
        return new RefusedCallException(NOT_ACCEPTABLE, code, detail, next);
    }

    /** Whose the call is could not be found out now. */
    static RefusedCallException notNow(String code, String detail, String next) {
        return new RefusedCallException(UNAVAILABLE, code, detail, next);
    }

    /** The HTTP status to answer with. */
    public int status() {
        return status;
    }

    public String code() {
        return code;
    }

    /** What was wrong. */
    public String detail() {
        return detail;
    }

    /** What to do about it. */
    public String next() {
        return next;
    }
}
