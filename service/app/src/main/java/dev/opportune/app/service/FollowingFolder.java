package dev.opportune.app.service;

import dev.opportune.authoring.folders.RulesFolder;
import dev.opportune.kernel.store.Store;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The rules folder, as far as it has to follow what is made live elsewhere. The folder speaks where it has changed since it
 * was last listened to; what it holds only because it could not be written to does not count.
 */
final class FollowingFolder {
    private final Store store;
    private final FolderRulebook rulebook;
    private @Nullable String outranked;

    FollowingFolder(Store store, FolderRulebook rulebook) {
        this.store = store;
        this.rulebook = rulebook;
        this.outranked = store.outranked().orElse(null);
    }

    /** Whether what the folder holds is to give way to what is live. */
    boolean givesWay(RulesFolder held) {
        return held.revision().equals(outranked);
    }

    /** The same when the service starts: it may have ended in the middle of writing. */
    boolean givesWayAfterEnd(RulesFolder held) {
        return givesWay(held) || (outranked != null && rulebook.isHalfWritten());
    }

    /** What of the folder a revision outranks when it goes live: null where the folder holds the same. */
    @Nullable
    String outrankedBy(String revision) {
        RulesFolder held = rulebook.read();
        return held.problems().isEmpty() && held.revision().equals(revision) ? null : held.revision();
    }

    /** That an activation was recorded, with what of the folder it outranks. */
    void activated(@Nullable String held) {
        outranked = held;
    }

    /** Whether the folder holds something else than what is live, and is to follow. */
    boolean isBehind() {
        return outranked != null;
    }

    /** The revision of what the folder holds. @param live what it holds unless it is behind */
    String held(String live) {
        return outranked == null ? live : outranked;
    }

    /** That the folder holds what is live. */
    void caughtUp() {
        if (outranked != null) {
            outrank(null);
        }
    }

    /**
     * Brings the folder to what is live.
     *
     * @return why that could not be, for a person; empty if it was
     */
    Optional<String> follow(Map<String, byte[]> files) {
        try {
            // What nobody has kept may be somebody's work of hours.
            rulebook.write(new TreeMap<>(files), held -> store.files(held).isPresent());
            outrank(null);
            return Optional.empty();
        } catch (IOException | UncheckedIOException failure) {
            outrank(rulebook.read().revision());
            return Optional.of("the rules folder " + rulebook.folder() + " could not be brought to what is live ("
                    + failure.getClass().getSimpleName() + ": " + failure.getMessage()
                    + "); what it holds does not count until it is changed. Make it writable and activate the same"
                    + " rules once more, or start the service again");
        }
    }

    private void outrank(@Nullable String held) {
        store.outrank(held);
        outranked = held;
    }
}
