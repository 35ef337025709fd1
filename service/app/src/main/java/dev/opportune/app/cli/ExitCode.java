package dev.opportune.app.cli;

/** What a command says to the shell. */
enum ExitCode {
    OK(0),
    /** It ran, and the answer is no: a fixture failed. */
    FAILED(1),
    /** It could not run: wrong usage, a missing file, broken rules or input. */
    BROKEN(2),
    /** Something happened that should not: a fault of Opportune or of the machine. */
    UNEXPECTED(3);

    private final int code;

    ExitCode(int code) {
        this.code = code;
    }

    int code() {
        return code;
    }
}
