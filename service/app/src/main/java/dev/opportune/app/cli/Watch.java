package dev.opportune.app.cli;

import dev.opportune.app.service.Stillness;
import dev.opportune.authoring.fixtures.Rehearsal;
import dev.opportune.authoring.fixtures.Round;
import dev.opportune.authoring.fixtures.RoundText;
import dev.opportune.authoring.rules.Loaded;
import java.time.Duration;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Plays fixtures as their files and those of the rules are saved. It asks how files look rather than being told, so it makes no
 * difference how an editor saves, or where the files lie.
 */
final class Watch {
    /** Long enough for what an editor does to one file; a checkout of many may be seen in several parts. */
    static final Duration STILL = Duration.ofMillis(100);

    private static final String CLEAR = "\u001b[H\u001b[2J";

    private final Rehearsal rehearsal;
    private final RoundText text;
    private final Terminal terminal;
    private final Pulse pulse;
    private final IntConsumer standing;
    private final Stillness<Rehearsal.Look> stillness = new Stillness<>(STILL);

    /** @param standing told of the exit code after each round */
    Watch(Rehearsal rehearsal, RoundText text, Terminal terminal, Pulse pulse, IntConsumer standing) {
        this.rehearsal = rehearsal;
        this.text = text;
        this.terminal = terminal;
        this.pulse = pulse;
        this.standing = standing;
    }

    /** Plays all, and then what is saved, until somebody quits. @return the exit code of the last result */
    int run() {
        int exitCode = playAll();
        while (true) {
            switch (pulse.next()) {
                case LOOK -> exitCode = look(exitCode);
                case PLAY_ALL -> exitCode = playAll();
                case QUIT -> {
                    return exitCode;
                }
            }
        }
    }

    private int playAll() {
        Rehearsal.Look seen = rehearsal.look();
        Round round;
        try (Bar bar = new Bar()) {
            round = rehearsal.all(bar);
        }
        stillness.read(seen);
        return show(round);
    }

    private int look(int before) {
        Rehearsal.Look seen = rehearsal.look();
        if (!stillness.isToBeRead(seen, pulse.nanos())) {
            return before;
        }
        stillness.read(seen);
        return rehearsal.changed().map(this::show).orElse(before);
    }

    private int show(Round round) {
        standing.accept(round.exitCode());
        if (terminal.interactive()) {
            terminal.out().print(CLEAR);
        }
        Loaded loaded = round.loaded();
        if (loaded != null && !loaded.isBroken()) {
            // What breaks them is in the text.
            RulesOption.tell(loaded, terminal.err());
        }
        terminal.out().print(text.render(round));
        terminal.out().println();
        terminal.out().flush();
        terminal.err()
                .println(
                        terminal.interactive()
                                ? "watching; Enter plays " + (round.isPartial() ? "the others too" : "all again")
                                        + ", q quits"
                                : "watching; Ctrl-C quits");
        return round.exitCode();
    }

    /** A bar whose length is known only once the files have been read. */
    private final class Bar implements Rehearsal.Progress, AutoCloseable {
        private @Nullable Progress drawn;

        @Override
        public void done(int count, int of) {
            if (drawn == null) {
                drawn = new Progress(terminal, "test", of);
            }
            drawn.accept(count);
        }

        @Override
        public void close() {
            if (drawn != null) {
                drawn.close();
            }
        }
    }
}
