package dev.opportune.authoring.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.opportune.canary.Canary;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What hostile rules try to do, and how it would be noticed. Who ends the process is noticed by the tests ending with it.
 */
final class Canaries {
    private static final Path FILE = Path.of("target", "canary", "file");
    private static final String THREAD = "opportune-canary";
    private static final int PORT = 47613;

    private Canaries() {}

    /** Makes it possible to do harm. */
    static void set() {
        try {
            Files.createDirectories(FILE.getParent());
            Files.deleteIfExists(FILE);
        } catch (IOException unwritable) {
            throw new java.io.UncheckedIOException(unwritable);
        }
        System.clearProperty(Canary.PROPERTY);
    }

    static void assertSilent(String what) {
        assertThat(System.getProperty(Canary.PROPERTY))
                .as("%s: system property", what)
                .isNull();
        assertThat(FILE).as("%s: file", what).doesNotExist();
        assertThat(Thread.getAllStackTraces().keySet().stream().map(Thread::getName))
                .as("%s: thread", what)
                .doesNotContain(THREAD);
    }

    static void assertNobodyListens() {
        try (Socket answered = new Socket(InetAddress.getLoopbackAddress(), PORT)) {
            throw new AssertionError("someone listens on " + answered.getPort());
        } catch (IOException nobody) {
            assertThat(nobody).isInstanceOf(java.net.ConnectException.class);
        }
    }
}
