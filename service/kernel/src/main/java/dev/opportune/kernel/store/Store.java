package dev.opportune.kernel.store;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where timelines, decisions and revisions are kept. Reads see everything committed before they began. Safe for use by
 * many threads, except that {@link #commit} is called by one at a time.
 *
 * <p>Every method throws {@link StoreException} when the medium fails.
 */
public interface Store extends AutoCloseable {
    /** A profile as last committed, from where a session needs it; empty if it was never seen. */
    Optional<Timeline> timeline(String profileId);

    /** A profile with every entry and decision still kept, its base being the folds of what is kept no more. */
    Optional<Timeline> wholeTimeline(String profileId);

    /** The profile's row alone. */
    Optional<Timeline.State> state(String profileId);

    /** Whose timeline an id's is: its own, unless there is no such profile any more and it has become part of another. */
    String survivor(String profileId);

    /** The same of the name of a user: whoever was taken for a visitor of that name is somebody else. */
    String survivorOfUser(String profileId);

    /** How many profiles have become part of a profile, themselves or as part of others. */
    long absorbedBy(String profileId);

    /** The ids of those that have become part of a profile, in the order of their names. */
    List<String> absorbed(String profileId);

    /** Whether somebody who knows the person has ever named the profile. */
    boolean isKnown(String profileId);

    /** Whether an entry with this id from this source was ever committed, under any profile. */
    boolean knows(String source, String id);

    /**
     * Writes all in one transaction, durable when this returns.
     *
     * @param recordedAt the time of writing, which the feed shows
     * @return one receipt for each advance, in order
     * @throws StoreException if nothing was written
     */
    List<Receipt> commit(List<Advance> advances, Instant recordedAt);

    /** The profiles whose wake-up is at or before an instant, earliest first. */
    List<WakeUp> wakeUps(Instant until, int limit);

    /** The earliest wake-up of all. */
    Optional<Instant> nextWakeUp();

    /**
     * Profiles whose wake-up was computed under other rules and who did something since an instant, in the order of their
     * ids, after one of them.
     *
     * @param rules as {@link Activation#rules} names them
     */
    List<String> profilesNotUnder(String rules, Instant activeSince, String afterProfileId, int limit);

    Optional<Recorded> decision(String id);

    /** Decisions in the order of their latest change. */
    List<Recorded> decisions(DecisionQuery query);

    /** A profile's timeline in order of acceptance, after a sequence number. */
    List<Logged> log(String profileId, long after, int limit);

    /** The answer kept for an idempotency key, unless it was stored before an instant. */
    Optional<Answer> answer(String profileId, String key, Instant notBefore);

    /** Every answer that is still there for a profile, in the order of their keys. */
    List<Answer> answers(String profileId);

    /** What is open and what waits, by flow, in the order of their names; flows without either are not named. */
    List<InFlight> inFlight();

    /**
     * The rules of a revision that failed for some profile at or after an instant, in the order of their names: its
     * condition, or its action.
     */
    List<Failing> failing(String revision, Instant since);

    /**
     * Records that a revision goes live, with its files by path. A revision's files are kept for ever; naming one that is
     * kept already needs none. If it was proposed, it no longer is.
     *
     * @param outranked the revision of what the rules folder holds, where that is to give way to this; null where the folder
     *     holds this
     */
    void activate(Activation activation, Map<String, byte[]> files, @Nullable String outranked);

    /** The same, of what the rules folder holds. */
    default void activate(Activation activation, Map<String, byte[]> files) {
        activate(activation, files, null);
    }

    /** The revision of what the rules folder holds while it is to give way to the latest activation and has not yet. */
    Optional<String> outranked();

    /** Records what the rules folder holds instead of what the latest activation made live; null: it holds the same. */
    void outrank(@Nullable String folderRevision);

    /** Every activation, oldest first. */
    List<Activation> activations();

    /** Records a motion, with its files as {@link #activate} does. Whoever proposes takes back what they proposed before. */
    void propose(Motion motion, Map<String, byte[]> files);

    /** Takes back what someone has proposed, if they have. */
    void withdraw(String proposedBy);

    /** Every motion that stands, oldest first. */
    List<Motion> motions();

    /** The files of a revision that was ever active or proposed, by path. */
    Optional<Map<String, byte[]>> files(String revision);

    /** The revisions with a prefix that were ever active or proposed, in order; at most so many. */
    List<String> revisions(String prefix, int limit);

    @Override
    void close();

    /** That a profile is due. */
    record WakeUp(String profileId, Instant at) {}
}
