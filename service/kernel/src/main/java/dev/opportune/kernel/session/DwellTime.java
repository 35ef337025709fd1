package dev.opportune.kernel.session;

import dev.opportune.kernel.timeline.Derived;
import dev.opportune.kernel.timeline.Event;
import dev.opportune.kernel.timeline.Properties;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Derives the time spent on what was viewed: the view's own {@code seconds} if the client measured them, else the gap to
 * the profile's next event, at most 30 minutes, at that event's instant.
 */
final class DwellTime {
    private static final Set<String> VIEWS = Set.of("Product Viewed", "Page Viewed");
    private static final Set<String> CARRIED = Set.of("product_id", "category", "path", "name");
    private static final String SECONDS = "seconds";
    private static final Duration LONGEST = Duration.ofMinutes(30);

    private @Nullable Event unmeasured;

    /** What an event, given in order, shows of time spent: nothing, or up to two {@code Dwelled} at its instant. */
    List<Event> next(Event event) {
        List<Event> dwelled = new ArrayList<>();
        if (unmeasured != null) {
            Duration gap = Duration.between(unmeasured.occurredAt(), event.occurredAt());
            Duration spent = gap.compareTo(LONGEST) > 0 ? LONGEST : gap;
            if (!spent.isZero()) {
                dwelled.add(dwelled(unmeasured, event, BigDecimal.valueOf(spent.toMillis(), 3)));
            }
        }
        unmeasured = null;
        if (VIEWS.contains(event.name())) {
            BigDecimal measured = event.properties().exact(SECONDS);
            if (measured == null) {
                unmeasured = event;
            } else if (measured.signum() > 0) {
                dwelled.add(dwelled(event, event, measured));
            }
        }
        return dwelled;
    }

    private static Event dwelled(Event view, Event shownBy, BigDecimal seconds) {
        TreeMap<String, Object> properties = new TreeMap<>(view.properties().values());
        properties.keySet().retainAll(CARRIED);
        properties.put(SECONDS, seconds);
        Instant at = shownBy.occurredAt();
        return new Event(
                view.source(),
                Derived.DWELLED.from(view.id()),
                view.profileId(),
                "Dwelled",
                at,
                shownBy.receivedAt(),
                Properties.of(properties),
                view.backfill() || shownBy.backfill(),
                false);
    }
}
