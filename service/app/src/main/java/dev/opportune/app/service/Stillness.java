package dev.opportune.app.service;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Tells when files that have changed are to be read: not before they have looked the same for a while, so that what an editor
 * saves in several steps, or a checkout in many files, is read once and whole.
 *
 * @param <T> how files look; equal where they look the same
 */
public final class Stillness<T> {
    private final Duration longEnough;
    private @Nullable T taken;
    private @Nullable T moving;
    private long since;

    /** @param longEnough how long files must look the same */
    public Stillness(Duration longEnough) {
        this.longEnough = longEnough;
    }

    /**
     * Takes in how the files look.
     *
     * @param nanos when, by a clock that only goes forward
     * @return whether it is to be read now
     */
    public boolean isToBeRead(T seen, long nanos) {
        if (seen.equals(taken)) {
            moving = null;
            return false;
        }
        if (!seen.equals(moving)) {
            moving = seen;
            since = nanos;
            return false;
        }
        return nanos - since >= longEnough.toNanos();
    }

    /** Whether they have changed and were not read since. */
    public boolean isMoving() {
        return moving != null;
    }

    /** That they were read while they looked so. */
    public void read(T before) {
        taken = before;
        moving = null;
    }
}
