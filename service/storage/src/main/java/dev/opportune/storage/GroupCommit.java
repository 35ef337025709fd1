package dev.opportune.storage;

import dev.opportune.kernel.store.Activation;
import dev.opportune.kernel.store.Advance;
import dev.opportune.kernel.store.Receipt;
import dev.opportune.kernel.store.Store;
import dev.opportune.kernel.store.StoreException;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/**
 * The one thread that writes. What many threads hand in while a transaction is being written goes together into the next,
 * so that a disk's slowness is paid for once. A future is completed only after the transaction is durable, and on the
 * writer's thread: what hangs on it must be quick, or go elsewhere.
 */
public final class GroupCommit implements AutoCloseable {
    private final Store store;
    private final InstantSource time;
    private final int capacity;
    private final int largestGroup;
    private final Deque<Job> waiting = new ArrayDeque<>();
    private final Thread writer = new Thread(this::work, "opportune-writer");
    private boolean closed;

    /**
     * @param store is written to by nobody else, and closed by whoever opened it
     * @param time gives what is noted as the time of writing
     * @param capacity how many moves may wait; 1 or more
     * @param largestGroup how many moves go into one transaction at most; 1 or more
     */
    public GroupCommit(Store store, InstantSource time, int capacity, int largestGroup) {
        if (capacity < 1 || largestGroup < 1) {
            throw new IllegalArgumentException(
                    "writer_limits: capacity and largestGroup are 1 or more, not " + capacity + " and " + largestGroup);
        }
        this.store = store;
        this.time = time;
        this.capacity = capacity;
        this.largestGroup = largestGroup;
    }

    /** Begins to write; what was submitted before waits until then. */
    public GroupCommit start() {
        writer.start();
        return this;
    }

    /**
     * Hands in a move. Moves of one profile must be handed in in their order.
     *
     * @return what became of it, once it is durable; fails with {@link Overloaded} if too much is waiting, and with
     *     {@link StoreException} if it could not be written
     */
    public CompletableFuture<Receipt> submit(Advance advance) {
        Write write = new Write(advance, new CompletableFuture<>());
        accept(write);
        return write.receipt;
    }

    /** Records that a revision goes live, after all that was handed in before; fails as {@link #submit} does. */
    public CompletableFuture<Void> activate(Activation activation, Map<String, byte[]> files) {
        Activate activate = new Activate(activation, Map.copyOf(files), new CompletableFuture<>());
        accept(activate);
        return activate.done;
    }

    /** How many moves wait now. */
    public int waiting() {
        synchronized (waiting) {
            return waiting.size();
        }
    }

    private void accept(Job job) {
        RuntimeException refusal;
        synchronized (waiting) {
            if (!closed && waiting.size() < capacity) {
                waiting.add(job);
                waiting.notifyAll();
                return;
            }
            refusal = closed
                    ? new StoreException("writer_closed: the service is shutting down; try again when it is back")
                    : new Overloaded(waiting.size());
        }
        job.fail(refusal);
    }

    private void work() {
        for (List<Job> group = next(); !group.isEmpty(); group = next()) {
            if (group.get(0) instanceof Activate activate) {
                run(activate);
            } else {
                run(group.stream().map(Write.class::cast).toList());
            }
        }
    }

    /** What can be written at once: moves up to the next activation, or an activation; empty when all is over. */
    private List<Job> next() {
        List<Job> group = new ArrayList<>();
        synchronized (waiting) {
            while (waiting.isEmpty() && !closed) {
                awaitMore();
            }
            while (group.size() < largestGroup && !waiting.isEmpty()) {
                if (waiting.getFirst() instanceof Activate && !group.isEmpty()) {
                    return group;
                }
                Job job = waiting.removeFirst();
                group.add(job);
                if (job instanceof Activate) {
                    return group;
                }
            }
        }
        return group;
    }

    private void awaitMore() {
        try {
            waiting.wait();
        } catch (InterruptedException notTheWayToEndIt) {
            // Only close() ends this thread, for what was accepted must be written.
            return;
        }
    }

    private void run(List<Write> group) {
        List<Receipt> receipts;
        try {
            receipts = store.commit(group.stream().map(Write::advance).toList(), time.instant());
        } catch (StoreException e) {
            group.forEach(write -> write.fail(e));
            return;
        } catch (RuntimeException | Error e) {
            // One move that cannot be written at all must not take the others with it.
            if (group.size() == 1) {
                group.get(0).fail(e);
            } else {
                group.forEach(write -> run(List.of(write)));
            }
            return;
        }
        for (int i = 0; i < group.size(); i++) {
            group.get(i).receipt().complete(receipts.get(i));
        }
    }

    private void run(Activate activate) {
        try {
            store.activate(activate.activation(), activate.files());
            activate.done().complete(null);
        } catch (RuntimeException | Error e) {
            activate.fail(e);
        }
    }

    /** Takes nothing more, and waits until all that was accepted is written. */
    @Override
    public void close() {
        synchronized (waiting) {
            closed = true;
            waiting.notifyAll();
        }
        if (writer.getState() == Thread.State.NEW) {
            writer.start();
        }
        boolean interrupted = false;
        while (writer.isAlive()) {
            try {
                writer.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private sealed interface Job {
        void fail(Throwable reason);
    }

    private record Write(Advance advance, CompletableFuture<Receipt> receipt) implements Job {
        @Override
        public void fail(Throwable reason) {
            receipt.completeExceptionally(reason);
        }
    }

    private record Activate(Activation activation, Map<String, byte[]> files, CompletableFuture<Void> done)
            implements Job {
        @Override
        public void fail(Throwable reason) {
            done.completeExceptionally(reason);
        }
    }
}
