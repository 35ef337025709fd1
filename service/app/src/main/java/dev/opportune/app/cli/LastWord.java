package dev.opportune.app.cli;

import java.util.concurrent.atomic.AtomicInteger;

/** The exit code of a process that is stopped from outside, as by Ctrl-C: that of the last result, not of a signal. */
final class LastWord implements AutoCloseable {
    private final AtomicInteger code = new AtomicInteger();
    private final Thread hook;

    LastWord(Terminal terminal) {
        this.hook = new Thread(
                () -> {
                    terminal.out().flush();
                    terminal.err().flush();
                    // Nothing else can change the code once the process is ending.
                    Runtime.getRuntime().halt(code.get());
                },
                "last-word");
        Runtime.getRuntime().addShutdownHook(hook);
    }

    void is(int exitCode) {
        code.set(exitCode);
    }

    @Override
    public void close() {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException ending) {
            // Then it has its say.
        }
    }
}
