package dev.opportune.app.replay;

import dev.opportune.kernel.decision.Decision;
import dev.opportune.kernel.session.ProfileSession;
import dev.opportune.kernel.session.Rulesets;
import dev.opportune.kernel.session.Settings;
import dev.opportune.kernel.store.Advance;
import dev.opportune.kernel.store.Timeline;
import dev.opportune.kernel.timeline.Entry;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;

/** Runs histories through the kernel in their own time, without a server or a database. */
public final class Replay {
    private final Rulesets rulesets;
    private final Settings settings;
    private final int threads;

    /** @param threads how many profiles are replayed at once; makes no difference to the decisions */
    public Replay(Rulesets rulesets, Settings settings, int threads) {
        this.rulesets = rulesets;
        this.settings = settings;
        this.threads = threads;
    }

    /**
     * Decides on each profile's entries, and then lets time run on.
     *
     * @param entries in the order of their steps
     * @param end to where time runs on after the last entry
     * @param progress is told how many entries are done, from several threads
     * @return every decision in its latest state
     */
    public List<Decision> run(List<Entry> entries, Instant end, IntConsumer progress) throws InterruptedException {
        Map<String, List<Entry>> profiles = new TreeMap<>();
        entries.forEach(entry -> profiles.computeIfAbsent(entry.profileId(), id -> new ArrayList<>())
                .add(entry));
        AtomicInteger done = new AtomicInteger();
        List<Callable<Collection<Decision>>> tasks = new ArrayList<>();
        profiles.forEach((profileId, history) -> tasks.add(() -> {
            Collection<Decision> decisions = decide(profileId, history, end);
            progress.accept(done.addAndGet(history.size()));
            return decisions;
        }));
        return gather(tasks);
    }

    private List<Decision> gather(List<Callable<Collection<Decision>>> tasks) throws InterruptedException {
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            List<Decision> all = new ArrayList<>();
            for (Future<Collection<Decision>> decided : pool.invokeAll(tasks)) {
                all.addAll(decided.get());
            }
            return all;
        } catch (ExecutionException failed) {
            throw new IllegalStateException(failed.getCause());
        } finally {
            pool.shutdownNow();
        }
    }

    private Collection<Decision> decide(String profileId, List<Entry> history, Instant end) {
        Map<String, Decision> decisions = new LinkedHashMap<>();
        Timeline nothing = Timeline.empty(profileId);
        try (ProfileSession session = ProfileSession.open(nothing, () -> nothing, rulesets, settings)) {
            for (Entry entry : history) {
                note(session.accept(entry), decisions);
            }
            session.advanceTo(end).ifPresent(advance -> note(advance, decisions));
        } catch (RuntimeException failure) {
            throw new IllegalStateException("profile " + profileId + " could not be replayed", failure);
        }
        return decisions.values();
    }

    private static void note(Advance advance, Map<String, Decision> decisions) {
        advance.changed().forEach(decision -> decisions.put(decision.id(), decision));
    }
}
