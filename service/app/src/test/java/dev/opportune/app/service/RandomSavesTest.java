package dev.opportune.app.service;

import static dev.opportune.app.service.Entries.consenting;
import static dev.opportune.app.service.Entries.event;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.opportune.authoring.rules.Loaded;
import dev.opportune.authoring.rules.Rules;
import dev.opportune.kernel.decision.Decision;
import dev.opportune.kernel.session.ProfileSession;
import dev.opportune.kernel.session.Settings;
import dev.opportune.kernel.store.Advance;
import dev.opportune.kernel.store.Timeline;
import dev.opportune.kernel.timeline.Entry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Somebody saves what comes to mind, half of it broken, while things happen. What is broken changes nothing, what is good is
 * live from the instant in which it was saved; what was decided is what a session decides that lives through the good
 * revisions undisturbed, as a later process knows them.
 */
class RandomSavesTest {
    private static final List<String> PROFILES = List.of("ana", "ben", "cleo");
    private static final List<String> EVENTS = List.of("Product Added", "Product Viewed", "Order Completed");
    private static final int MOVES = 60;

    @TempDir
    private Path folder;

    private final SettableClock clock = new SettableClock(Instant.parse("2026-03-03T12:00:00Z"));
    private Path rules;
    private Bench bench;
    private final List<Saved> good = new ArrayList<>();
    private int refused;

    /** A good revision, and the instant in which it was saved. */
    private record Saved(String revision, Instant at) {}

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void saves_goodAndBroken_leaveTheDecisionsThatTheGoodOnesMake(long seed) {
        Random random = new Random(seed);
        rules = TestRules.glance(TestRules.nudge(TestRules.policy(folder.resolve("rules")), "30m"));
        bench = Bench.open(folder, rules, clock);
        good.add(new Saved(new Rules().load(rules).revision(), clock.instant()));
        try {
            for (String profile : PROFILES) {
                bench.engine.ingest(consenting(profile, clock.instant())).join();
            }
            for (int move = 0; move < MOVES; move++) {
                clock.advance(Duration.ofMinutes(random.nextInt(50)).plusMillis(random.nextInt(3)));
                move(random, move);
            }

            // What waits is due by then, and a later process has nothing in memory.
            clock.advance(Duration.ofHours(4));
            restart();
            PROFILES.forEach(profile -> bench.engine
                    .ingest(event(profile, "last", "Page Viewed", clock.instant()))
                    .join());

            assertThat(refused).as("broken saves").isPositive();
            assertThat(good).as("good saves").hasSizeGreaterThan(2);
            assertThat(bench.store.activations())
                    .extracting(activation -> new Saved(activation.revision(), activation.at()))
                    .isEqualTo(good);
            PROFILES.forEach(profile -> assertThat(decided(profile)).isEqualTo(undisturbed(profile)));
        } finally {
            bench.close();
        }
    }

    private void move(Random random, int number) {
        switch (random.nextInt(6)) {
            case 0 -> save(random);
            case 1 -> {
                damage(random);
                takeUp();
            }
            case 2 -> restart();
            default ->
                bench.engine
                        .ingest(event(
                                PROFILES.get(random.nextInt(PROFILES.size())),
                                "e" + number,
                                EVENTS.get(random.nextInt(EVENTS.size())),
                                clock.instant()))
                        .join();
        }
    }

    private void restart() {
        bench.close();
        bench = Bench.open(folder, rules, clock);
    }

    private void save(Random random) {
        delete(rules);
        TestRules.nudge(TestRules.policy(rules), 5 + random.nextInt(90) + "m");
        if (random.nextBoolean()) {
            TestRules.glance(rules);
        }
        if (random.nextInt(3) == 0) {
            TestRules.silence(rules, "2h");
        }
        takeUp();
    }

    private void takeUp() {
        String before = bench.engine.rules().active().revision();
        Loaded loaded = new Rules().load(rules);
        boolean isGood = loaded.ruleset().isPresent();
        refused += isGood ? 0 : 1;
        if (isGood && !loaded.revision().equals(before)) {
            // Between two steps: what happens in this very instant is decided by what was live before.
            good.add(new Saved(loaded.revision(), clock.instant().plusMillis(1)));
        }

        bench.engine.takeUpRules("test");

        assertThat(bench.engine.rules().active().revision()).isEqualTo(isGood ? loaded.revision() : before);
        clock.advance(Duration.ofMillis(2));
    }

    /** Cuts a piece out of a file, or puts one in. */
    private void damage(Random random) {
        try (var walk = Files.walk(rules)) {
            List<Path> files = walk.filter(Files::isRegularFile).sorted().toList();
            Path file = files.get(random.nextInt(files.size()));
            String text = Files.readString(file);
            int from = random.nextInt(text.length() + 1);
            int to = Math.min(text.length(), from + random.nextInt(12));
            String piece = List.of("", "\"", "(", "end", "\u0000", "Order").get(random.nextInt(6));
            Files.write(file, (text.substring(0, from) + piece + text.substring(to)).getBytes(UTF_8));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static void delete(Path folder) {
        try (var walk = Files.walk(folder)) {
            walk.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(java.io.File::delete);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private Map<String, Decision> decided(String profile) {
        Map<String, Decision> decisions = new TreeMap<>();
        Timeline timeline = bench.store.wholeTimeline(profile).orElseThrow();
        timeline.decisions().forEach(decision -> decisions.put(decision.id(), decision));
        assertThat(decisions).hasSameSizeAs(timeline.decisions());
        return decisions;
    }

    private Map<String, Decision> undisturbed(String profile) {
        Map<String, Decision> decisions = new TreeMap<>();
        Timeline timeline = bench.store.wholeTimeline(profile).orElseThrow();
        try (ProfileSession session = ProfileSession.open(
                Timeline.empty(profile), () -> timeline, bench.engine.rules(), Settings.of(false))) {
            for (Entry entry : timeline.entries()) {
                note(session.accept(entry), decisions);
            }
            session.advanceTo(timeline.state().reached().at()).ifPresent(advance -> note(advance, decisions));
        }
        return decisions;
    }

    private static void note(Advance advance, Map<String, Decision> decisions) {
        advance.changed().forEach(decision -> decisions.put(decision.id(), decision));
    }
}
