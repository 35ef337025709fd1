package dev.opportune.app.service;

import dev.opportune.kernel.store.Answer;
import dev.opportune.kernel.store.Logged;
import dev.opportune.kernel.store.Store;
import dev.opportune.kernel.store.Timeline;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * All that is kept of one person.
 *
 * @param absorbed the ids under which they were known before
 * @param timeline every entry and every decision, in the order of acceptance
 * @param answers those that a repeated request would get again
 */
public record Held(
        String profileId, List<String> absorbed, Timeline.State state, List<Logged> timeline, List<Answer> answers) {
    private static final int PAGE = 500;

    /** What a store has of somebody, by any of their ids; empty if nothing was ever heard of them. */
    public static Optional<Held> in(Store store, String named) {
        String id = store.survivor(named);
        return store.state(id)
                .map(state -> new Held(id, store.absorbed(id), state, timeline(store, id), store.answers(id)));
    }

    private static List<Logged> timeline(Store store, String id) {
        // A decision that changes meanwhile is found again further on, as what it is then.
        Map<Object, Logged> lines = new LinkedHashMap<>();
        long after = 0;
        for (List<Logged> page = store.log(id, after, PAGE); !page.isEmpty(); page = store.log(id, after, PAGE)) {
            for (Logged line : page) {
                Object key = line instanceof Logged.Decided decided
                        ? decided.recorded().decision().id()
                        : line.sequence();
                lines.remove(key);
                lines.put(key, line);
            }
            after = page.get(page.size() - 1).sequence();
        }
        return new ArrayList<>(lines.values());
    }
}
