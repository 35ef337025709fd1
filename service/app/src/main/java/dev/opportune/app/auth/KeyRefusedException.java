package dev.opportune.app.auth;

/** A key is not made or revoked, because of the other keys there are. The message says why and what to do. */
public final class KeyRefusedException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final String code;
    private final String detail;
    private final String next;

    /**
     * @param code stable, for machines
     * @param detail what is in the way, for a person
     * @param next what to do, for a person
     */
    public KeyRefusedException(String code, String detail, String next) {
        super(detail + " " + next, null, false, false);
        this.code = code;
        this.detail = detail;
        this.next = next;
    }

    public String code() {
        return code;
    }

    public String detail() {
        return detail;
    }

    public String next() {
        return next;
    }
}
