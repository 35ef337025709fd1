package dev.opportune.kernel.session;

import dev.opportune.kernel.decision.Decision;
import dev.opportune.kernel.decision.TriggerName;
import dev.opportune.kernel.timeline.Event;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Puts back into a memory what a record says is open and was sent. A send belongs to a trigger, and a trigger may have
 * been opened by a send: each goes in after what it refers to.
 */
final class Reopening {
    private final Memory memory;
    private final SortedMap<TriggerName, Decision> openings = new TreeMap<>();
    private final SortedMap<String, Decision> sends = new TreeMap<>();

    /** @param cut sends before it are forgotten, but for those that opened what is still open; null if none is */
    Reopening(Memory memory, Book book, @Nullable Instant cut) {
        this.memory = memory;
        book.open().forEach(opening -> openings.put(opening.trigger(), opening));
        Set<String> causes = openings.values().stream()
                .map(Reopening::cause)
                .filter(Sends::isSend)
                .map(Event::id)
                .collect(Collectors.toSet());
        book.sends()
                .filter(sent -> cut == null || !sent.at().isBefore(cut) || causes.contains(sent.id()))
                .forEach(sent -> sends.put(sent.id(), sent));
    }

    void putBack() {
        List.copyOf(openings.values()).forEach(this::open);
        List.copyOf(sends.values()).forEach(this::send);
    }

    private void open(Decision opening) {
        if (openings.remove(opening.trigger()) == null) {
            return;
        }
        Decision cause = Sends.isSend(cause(opening)) ? sends.get(cause(opening).id()) : null;
        if (cause != null) {
            send(cause);
        }
        memory.reopen(opening, cause(opening));
    }

    private void send(Decision sent) {
        if (sends.remove(sent.id()) == null) {
            return;
        }
        Decision opening = openings.get(sent.trigger());
        if (opening != null) {
            open(opening);
        }
        memory.sent(sent, false);
    }

    private static Event cause(Decision opening) {
        return Objects.requireNonNull(opening.cause(), "an opening keeps its cause");
    }
}
