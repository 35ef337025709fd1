package dev.opportune.kernel.session;

import dev.opportune.kernel.store.Folds;
import dev.opportune.kernel.timeline.Entry;
import dev.opportune.kernel.timeline.Event;
import dev.opportune.kernel.timeline.Step;
import dev.opportune.kernel.timeline.Traits;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;

/** The entries of a profile in their order, on top of the folds of those left behind. */
final class Chronicle {
    private static final Pattern OWN_DECISION = Pattern.compile("d_[0-9a-f]{32}");

    private final List<Entry> entries;
    private Folds base;
    private Step baseAt;

    Chronicle(Folds base, Step baseAt, List<Entry> entries) {
        this.base = base;
        this.baseAt = baseAt;
        this.entries = new ArrayList<>(entries);
        this.entries.sort(Comparator.comparing(Entry::step));
    }

    Folds base() {
        return base;
    }

    Step baseAt() {
        return baseAt;
    }

    /** Whether no entry at or after an instant was left behind. */
    boolean reachesBackTo(Instant instant) {
        return baseAt.equals(Step.FIRST) || instant.isAfter(baseAt.at());
    }

    List<Entry> entries() {
        return Collections.unmodifiableList(entries);
    }

    /** Puts an entry in its place. */
    void add(Entry entry) {
        entries.add(place(entry.step()), entry);
    }

    List<Entry> before(Step step) {
        return entries.subList(0, place(step));
    }

    /** The entries before a step, and the one at it. */
    List<Entry> through(Step step) {
        int end = place(step);
        return entries.subList(
                0, end < entries.size() && entries.get(end).step().equals(step) ? end + 1 : end);
    }

    List<Entry> from(Step step) {
        return entries.subList(place(step), entries.size());
    }

    Traits traitsBefore(Step step) {
        return fold(before(step));
    }

    Traits traitsThrough(Step step) {
        return fold(through(step));
    }

    private Traits fold(List<Entry> known) {
        Traits traits = base.traits();
        for (Entry entry : known) {
            traits = traits.after(entry);
        }
        return traits;
    }

    /** The emails that went out without a decision of ours, up to and including a step. */
    List<Event> foreignSends(Step through) {
        List<Event> foreign = new ArrayList<>();
        for (Entry entry : entries) {
            if (entry.step().isAfter(through)) {
                break;
            }
            if (entry instanceof Event event && isForeignSend(event)) {
                foreign.add(event);
            }
        }
        return foreign;
    }

    static boolean isForeignSend(Event event) {
        if (!event.name().equals("Email Delivered")) {
            return false;
        }
        String decision = event.decisionId();
        return decision == null || !OWN_DECISION.matcher(decision).matches();
    }

    /** Leaves behind all entries before an instant; the one just before it stays, for what is derived from a gap. */
    void forget(Instant before, Book book) {
        int over = place(Step.due(before)) - 1;
        while (over > 0 && !(entries.get(over) instanceof Event)) {
            over--;
        }
        if (over < 1) {
            return;
        }
        Traits traits = fold(entries.subList(0, over));
        baseAt = entries.get(over).step();
        entries.subList(0, over).clear();
        base = new Folds(traits, book.forget(baseAt.at(), base.lastStarts()));
    }

    private int place(Step step) {
        int low = 0;
        int high = entries.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (entries.get(middle).step().isBefore(step)) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }
}
