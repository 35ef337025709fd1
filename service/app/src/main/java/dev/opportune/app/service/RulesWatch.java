package dev.opportune.app.service;

import dev.opportune.authoring.folders.FolderGlance;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks at the rules folder again and again, and takes up what was saved there. It asks rather than being told, for network
 * file systems do not tell.
 */
public final class RulesWatch implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(RulesWatch.class);
    static final Duration LONG_ENOUGH = Duration.ofMillis(200);

    private static final long MILLIS_BETWEEN_LOOKS = 300;
    private static final long MILLIS_WHILE_MOVING = 100;
    private static final long MILLIS_AFTER_FAILURE = 5_000;
    private static final long MILLIS_TO_FINISH = 5_000;
    /** Where clocks of file systems are coarse a change may not show, so now and then the files themselves are read. */
    private static final int LOOKS_UNTIL_READ_ANYWAY = 10;

    private final EngineRoom engine;
    private final Stillness<FolderGlance> stillness = new Stillness<>(LONG_ENOUGH);
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Thread thread = new Thread(this::run, "rules-watch");
    private int looks;

    public RulesWatch(EngineRoom engine) {
        this.engine = engine;
    }

    public void start() {
        thread.start();
    }

    private void run() {
        try {
            while (!closing.await(lookAndSayWhenNext(), TimeUnit.MILLISECONDS)) {
                // Until it is closed.
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    // Whatever rules do to their compiler, the next version of them must be seen.
    @SuppressWarnings("CatchThrowable")
    private long lookAndSayWhenNext() {
        try {
            look(System.nanoTime());
            return stillness.isMoving() ? MILLIS_WHILE_MOVING : MILLIS_BETWEEN_LOOKS;
        } catch (Throwable failure) {
            LOG.error("what is in the rules folder could not be taken up; trying again", WithoutData.of(failure));
            return MILLIS_AFTER_FAILURE;
        }
    }

    /**
     * Looks once.
     *
     * @param nanos when, by a clock that only goes forward
     */
    void look(long nanos) {
        FolderGlance seen = engine.rules().glance();
        looks++;
        boolean isToBeRead = stillness.isToBeRead(seen, nanos);
        if (isToBeRead || (!stillness.isMoving() && looks >= LOOKS_UNTIL_READ_ANYWAY)) {
            looks = 0;
            engine.takeUpRules(LiveRules.WATCH).ifPresent(this::tell);
            stillness.read(seen);
        }
    }

    private void tell(Attempt attempt) {
        String live = engine.rules().active().revision();
        switch (attempt.result()) {
            case ACTIVATED ->
                LOG.info("what was saved in the rules folder is live: revision {}; it found {}", live, found(attempt));
            case UNCHANGED -> LOG.info("the rules folder holds again what is live: revision {}", live);
            case REFUSED ->
                LOG.warn(
                        "what was saved in the rules folder has problems, revision {} stays live:\n{}",
                        live,
                        String.join("\n", attempt.problems()));
            case PROPOSED ->
                LOG.info(
                        "what was saved in the rules folder, revision {}, awaits a second person; revision {} stays live;"
                                + " it would find {}",
                        attempt.revision(),
                        live,
                        found(attempt));
            case OUTRANKED ->
                LOG.warn(
                        "the rules folder could not be brought to revision {}, which is live; what it holds does not count",
                        live);
        }
    }

    private static String found(Attempt attempt) {
        Effect effect = attempt.effect();
        return effect == null ? "nobody" : effect.words();
    }

    @Override
    public void close() {
        closing.countDown();
        try {
            thread.join(MILLIS_TO_FINISH);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }
}
