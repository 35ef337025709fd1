package dev.opportune.app.service;

import static dev.opportune.app.service.Entries.event;
import static org.assertj.core.api.Assertions.assertThat;

import dev.opportune.kernel.session.Observer;
import dev.opportune.kernel.session.Settings;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A session is told of by the observer whenever one is made; the kernel's own tests hold it to that. */
class WarmProfileTest {
    private static final Instant NOON = Instant.parse("2026-03-03T12:00:00Z");

    @TempDir
    private Path folder;

    private final Queue<String> built = new ConcurrentLinkedQueue<>();
    private Path rules;

    @BeforeEach
    void prepare() {
        rules = TestRules.nudge(TestRules.policy(folder.resolve("rules")), "30m");
    }

    private Bench open(int profilesKept) {
        Observer counting = new Observer() {
            @Override
            public void built(String profileId) {
                built.add(profileId);
            }
        };
        return Bench.open(
                folder,
                rules,
                new SettableClock(NOON.plusSeconds(100_000)),
                new Capacity(1, 10_000, profilesKept, 16),
                commits -> commits,
                Settings.of(false).with(counting));
    }

    private static CompletableFuture<Taken> view(Bench bench, String profile, int number) {
        Instant at = NOON.plusSeconds(60L * number);
        return bench.engine.ingest(event(profile, profile + number, "Product Added", at));
    }

    @Test
    void profileInTheCache_hasOneSessionForAThousandEvents() {
        try (Bench bench = open(10)) {
            List<CompletableFuture<Taken>> taken = new ArrayList<>();
            for (int i = 0; i < 1000; i++) {
                taken.add(view(bench, "ana", i));
            }
            assertThat(taken).extracting(CompletableFuture::join).containsOnly(Taken.ACCEPTED);
        }
        assertThat(built).containsExactly("ana");
    }

    /** Shows that the count can be more than one. */
    @Test
    void profileThatHadToMakeRoom_getsAnotherSession() {
        try (Bench bench = open(1)) {
            view(bench, "ana", 0).join();
            view(bench, "ben", 0).join();
            view(bench, "ana", 1).join();
        }
        assertThat(built).containsExactly("ana", "ben", "ana");
    }
}
