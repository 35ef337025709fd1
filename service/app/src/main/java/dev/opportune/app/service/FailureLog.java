package dev.opportune.app.service;

import dev.opportune.authoring.explanation.FailureWords;
import dev.opportune.authoring.explanation.Sources;
import dev.opportune.kernel.store.Exclusion;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Says in the log that a rule failed: the first time under a revision, then the tenth, the hundredth and so on, and never for
 * whom. Works on a thread of its own, for where a rule is written has to be looked up, and whoever decides must not wait.
 */
final class FailureLog implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(FailureLog.class);
    private static final int AS_OFTEN_AGAIN = 10;

    private final Supplier<Sources> sources;
    private final ExecutorService thread = Executors.newSingleThreadExecutor(FailureLog::newThread);

    /** @param sources the rules that were ever live, as they are written */
    FailureLog(Supplier<Sources> sources) {
        this.sources = sources;
    }

    private static Thread newThread(Runnable work) {
        Thread thread = new Thread(work, "failure-log");
        thread.setDaemon(true);
        return thread;
    }

    /** @param times how often this rule has failed under this revision since the service started */
    void failed(Exclusion exclusion, long times) {
        if (!isTold(times)) {
            return;
        }
        try {
            thread.execute(() -> tell(exclusion, times));
        } catch (RejectedExecutionException closing) {
            return;
        }
    }

    private static boolean isTold(long times) {
        long told = 1;
        while (told < times) {
            told *= AS_OFTEN_AGAIN;
        }
        return told == times;
    }

    private void tell(Exclusion exclusion, long times) {
        String said = FailureWords.withoutData(exclusion, sources.get().rule(exclusion.revision(), exclusion.rule()));
        LOG.warn(
                "{}; {}{}",
                said,
                exclusion.leavesRuleOut()
                        ? "it is left out for the profile that it failed for"
                        : "what it proposed then is lost",
                times == 1 ? "" : ", " + times + " times by now");
    }

    @Override
    public void close() {
        thread.shutdown();
    }
}
