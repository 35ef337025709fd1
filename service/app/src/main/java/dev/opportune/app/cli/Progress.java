package dev.opportune.app.cli;

import java.io.PrintStream;
import java.util.Locale;
import java.util.function.IntConsumer;

/** A bar on a terminal; nothing anywhere else. Safe for use by many threads. */
final class Progress implements IntConsumer, AutoCloseable {
    private static final int WIDTH = 40;

    private final Terminal terminal;
    private final String what;
    private final int total;
    private int drawn = -1;

    Progress(Terminal terminal, String what, int total) {
        this.terminal = terminal;
        this.what = what;
        this.total = total;
    }

    @Override
    public synchronized void accept(int done) {
        int percent = total == 0 ? 100 : (int) (100L * done / total);
        if (!terminal.interactive() || percent <= drawn) {
            return;
        }
        drawn = percent;
        int filled = WIDTH * percent / 100;
        PrintStream err = terminal.err();
        err.print(String.format(
                Locale.ROOT, "\r%s [%s%s] %3d %%", what, "#".repeat(filled), " ".repeat(WIDTH - filled), percent));
        err.flush();
    }

    /** Takes the bar away. */
    @Override
    public synchronized void close() {
        if (drawn >= 0) {
            terminal.err().print("\r" + " ".repeat(what.length() + WIDTH + 9) + "\r");
            terminal.err().flush();
        }
    }
}
