package dev.opportune.app.resources;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Waits for the engine room, but not for ever. */
final class Waiting {
    private static final int UNAVAILABLE = 503;
    private static final long SECONDS = 30;

    private Waiting() {}

    static <T> T on(CompletableFuture<T> outcome) {
        try {
            return outcome.get(SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException failed) {
            throw new CompletionException(failed.getCause());
        } catch (TimeoutException slow) {
            throw notDone("It took longer than " + SECONDS + " seconds.");
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw notDone("The service is stopping.");
        }
    }

    private static ProblemException notDone(String why) {
        return new ProblemException(new Problem(
                UNAVAILABLE,
                "not_done_in_time",
                why + " It is not known whether the call took effect.",
                "Repeat the same call after Retry-After; nothing counts twice."));
    }
}
