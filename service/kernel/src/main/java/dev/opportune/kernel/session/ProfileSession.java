package dev.opportune.kernel.session;

import dev.opportune.kernel.store.Advance;
import dev.opportune.kernel.store.Timeline;
import dev.opportune.kernel.timeline.Entry;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;

/** One profile's session: the only way to a decision. */
public final class ProfileSession implements AutoCloseable {
    private ProfileSession() {}

    /**
     * Builds the session that a timeline describes, muted up to the last step decided.
     *
     * @param whole reads the whole timeline, for the rare late event that belongs before what {@code timeline} holds
     */
    public static ProfileSession open(
            Timeline timeline, Supplier<Timeline> whole, Rulesets rulesets, Settings settings) {
        throw new IllegalStateException("under construction");
    }

    /** Steps through all that is due up to the entry, and takes the entry in. Its (source, id) must be new. */
    public Advance accept(Entry entry) {
        throw new IllegalStateException("under construction");
    }

    /** Steps through all that is due up to and at an instant; empty if that changes nothing to be committed. */
    public Optional<Advance> advanceTo(Instant now) {
        throw new IllegalStateException("under construction");
    }

    /**
     * Gives the oldest send that awaits its hand-over to an app, after asking the gates once more at the real instant.
     * Call {@link #advanceTo} first.
     *
     * @return what changed, its last decision being the one handed over if one was; empty if nothing changed
     */
    public Optional<Advance> handOver(Instant now, java.util.Set<String> channels) {
        throw new IllegalStateException("under construction");
    }

    /** The profile as it is now, with what is not committed yet. */
    public Timeline timeline() {
        throw new IllegalStateException("under construction");
    }

    @Override
    public void close() {}
}
