package dev.opportune.app.service;

import dev.opportune.kernel.session.ProfileSession;
import dev.opportune.kernel.session.Rulesets;
import dev.opportune.kernel.session.Settings;
import dev.opportune.kernel.store.Store;
import dev.opportune.kernel.store.Timeline;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The sessions that a lane keeps open, the least recently used being closed first. Used by the lane's thread only.
 *
 * <p>A session is rebuilt from the store only when the writer owes nothing on an earlier one of the same profile: a
 * rebuild in between would miss what is about to be written.
 */
final class OpenProfiles {
    private static final int LOOKED_AT = 16;

    private final Map<String, OpenProfile> byId = new LinkedHashMap<>(16, 0.75f, true);
    private final int room;
    private final Store store;
    private final Commits commits;
    private final Rulesets rulesets;
    private final Settings settings;

    OpenProfiles(int room, Store store, Commits commits, Rulesets rulesets, Settings settings) {
        this.room = room;
        this.store = store;
        this.commits = commits;
        this.rulesets = rulesets;
        this.settings = settings;
    }

    /** The profile, be it known or new. */
    OpenProfile open(String id) {
        OpenProfile known = usable(id);
        return known != null ? known : keep(id, store.timeline(id).orElseGet(() -> Timeline.empty(id)));
    }

    /** The profile, if anything was ever written of it. */
    Optional<OpenProfile> find(String id) {
        OpenProfile known = usable(id);
        return known != null ? Optional.of(known) : store.timeline(id).map(timeline -> keep(id, timeline));
    }

    /** After a failure: what the session holds is no longer what the log says. */
    void retire(String id) {
        OpenProfile known = byId.get(id);
        if (known != null) {
            known.retire();
        }
    }

    void closeAll() {
        byId.values().forEach(OpenProfile::closeWhenSettled);
        byId.clear();
    }

    private @Nullable OpenProfile usable(String id) {
        OpenProfile known = byId.get(id);
        if (known != null && known.isRetired()) {
            byId.remove(id);
            known.closeWhenSettled();
            return null;
        }
        return known;
    }

    private OpenProfile keep(String id, Timeline timeline) {
        makeRoom();
        Outstanding outstanding = new Outstanding();
        ProfileSession session =
                ProfileSession.open(timeline, () -> wholeTimeline(id, outstanding), rulesets, settings);
        OpenProfile opened = new OpenProfile(id, session, outstanding, commits);
        byId.put(id, opened);
        return opened;
    }

    private Timeline wholeTimeline(String id, Outstanding outstanding) {
        outstanding.awaitCommitted(id);
        return store.wholeTimeline(id).orElseGet(() -> Timeline.empty(id));
    }

    private void makeRoom() {
        Iterator<OpenProfile> leastUsedFirst = byId.values().iterator();
        // Where the least used still await the writer, so do the others: the next call finds more to close.
        for (int looked = 0; byId.size() >= room && looked < LOOKED_AT && leastUsedFirst.hasNext(); looked++) {
            OpenProfile candidate = leastUsedFirst.next();
            if (!candidate.isAwaitingCommit()) {
                leastUsedFirst.remove();
                candidate.closeWhenSettled();
            }
        }
    }
}
