package dev.opportune.app.service;

import dev.opportune.authoring.rules.FolderGlance;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Tells when a folder that has changed is to be read: not before it has looked the same for a while, so that what an editor
 * saves in several steps, or a checkout in many files, is read once and whole.
 */
final class Stillness {
    /** How long a folder must look the same. */
    static final Duration LONG_ENOUGH = Duration.ofMillis(200);

    private @Nullable FolderGlance taken;
    private @Nullable FolderGlance moving;
    private long since;

    /**
     * Takes in how the folder looks.
     *
     * @param nanos when, by a clock that only goes forward
     * @return whether it is to be read now
     */
    boolean isToBeRead(FolderGlance seen, long nanos) {
        if (seen.equals(taken)) {
            moving = null;
            return false;
        }
        if (!seen.equals(moving)) {
            moving = seen;
            since = nanos;
            return false;
        }
        return nanos - since >= LONG_ENOUGH.toNanos();
    }

    /** Whether it has changed and was not read since. */
    boolean isMoving() {
        return moving != null;
    }

    /** That it was read while it looked so. */
    void read(FolderGlance before) {
        taken = before;
        moving = null;
    }
}
