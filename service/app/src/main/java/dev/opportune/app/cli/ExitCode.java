package dev.opportune.app.cli;

/** What a command says to the shell. */
enum ExitCode {
    OK(0),
    /** It ran, and the answer is no: a fixture failed, or the service does not do what was asked. */
    FAILED(1),
    /** It could not run: wrong usage, a missing file, broken rules or input. */
    BROKEN(2),
    /** It ran, nothing failed, and less was reached than is wanted: coverage is below the threshold. */
    BELOW_THRESHOLD(3),
    /** Something happened that should not: a fault of Opportune or of the machine. As in BSD's sysexits. */
    UNEXPECTED(70);

    private final int code;

    ExitCode(int code) {
        this.code = code;
    }

    int code() {
        return code;
    }
}
