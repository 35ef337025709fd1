package dev.opportune.app.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.opportune.app.cli.Pulse.Beat;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A person at a terminal: Enter plays all, {@code q} and the end of the input quit. Between keys there is time to look. */
final class Keyboard implements Pulse {
    private final long millisBetweenLooks;
    private final BlockingQueue<Beat> typed = new LinkedBlockingQueue<>();

    private Keyboard(long millisBetweenLooks) {
        this.millisBetweenLooks = millisBetweenLooks;
    }

    static Keyboard of(InputStream in, long millisBetweenLooks) {
        Keyboard keyboard = new Keyboard(millisBetweenLooks);
        Thread reader = new Thread(() -> keyboard.read(in), "keyboard");
        // Reading cannot be interrupted, and must not keep the program alive.
        reader.setDaemon(true);
        reader.start();
        return keyboard;
    }

    /** Where nobody types: an input that is no terminal is somebody else's, and often at its end at once. */
    static Keyboard none(long millisBetweenLooks) {
        return new Keyboard(millisBetweenLooks);
    }

    private void read(InputStream in) {
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(in, UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                switch (line.strip()) {
                    case "" -> typed.add(Beat.PLAY_ALL);
                    case "q", "Q" -> typed.add(Beat.QUIT);
                    default -> {}
                }
            }
        } catch (IOException unreadable) {
            // Nothing more will be typed.
        }
        typed.add(Beat.QUIT);
    }

    @Override
    public Beat next() {
        try {
            Beat beat = typed.poll(millisBetweenLooks, TimeUnit.MILLISECONDS);
            return beat == null ? Beat.LOOK : beat;
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return Beat.QUIT;
        }
    }

    @Override
    public long nanos() {
        return System.nanoTime();
    }
}
