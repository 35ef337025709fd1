package dev.opportune.authoring.explanation;

import dev.opportune.kernel.decision.Decision;
import dev.opportune.kernel.timeline.Derived;
import dev.opportune.kernel.timeline.Event;
import dev.opportune.kernel.timeline.Properties;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What the ids of events in a decision stand for. */
final class Names {
    /** What tells one event from another of its name, whatever the rules look at. */
    private static final Set<String> TELLING = Set.of("product_id", "order_id", "path", "query", "decision");

    private static final Pattern UNDERSCORE = Pattern.compile("_([a-z0-9])");

    private final Past past;
    private final Map<String, Decision> decisions;

    /** @param decisions of the same timeline, by id */
    Names(Past past, Map<String, Decision> decisions) {
        this.past = past;
        this.decisions = decisions;
    }

    /** An id, and what it is of. */
    String named(String id, Instant by) {
        Decision sent = decisions.get(id);
        if (sent != null && sent.message() != null) {
            return sent.message() + " (" + id + ")";
        }
        return event(id, by)
                .map(event -> (isTimeSpent(id) ? "time spent on " : "") + event.name() + " (" + id + ")")
                .orElse(id);
    }

    private static boolean isTimeSpent(String id) {
        return Derived.DWELLED.origin(id).isPresent();
    }

    /** The event behind an id, also that of what is derived from it. */
    Optional<Event> event(String id, Instant by) {
        return past.event(id, by)
                .or(() -> List.of(Derived.values()).stream()
                        .flatMap(kind -> kind.origin(id).stream())
                        .findFirst()
                        .flatMap(origin -> past.event(origin, by)));
    }

    /** Where rules rested on a message of ours, that message. */
    Optional<Decision> sent(String id) {
        return Optional.ofNullable(decisions.get(id)).filter(decision -> decision.message() != null);
    }

    /** One step on what an id stands for. */
    Told told(String id, Instant by, @Nullable String zone, Collection<String> ruleTexts) {
        Decision sent = sent(id).orElse(null);
        if (sent != null) {
            return sent(sent, zone);
        }
        Event event = event(id, by).orElse(null);
        if (event == null) {
            return new Told(
                    Told.Kind.MISSING,
                    null,
                    Properties.of(Map.of("id", id)),
                    "what " + id + " was is not kept any more: what it held cannot be told");
        }
        Properties matter = mattering(event.properties(), ruleTexts);
        Map<String, Object> figures = new HashMap<>(
                Map.of("event", event.name(), "id", event.id(), "source", event.source(), "properties", matter));
        if (!id.equals(event.id())) {
            figures.put("derived", id);
        }
        if (!event.receivedAt().equals(event.occurredAt())) {
            figures.put("receivedAt", event.receivedAt());
        }
        String text = named(id, by) + (matter.isEmpty() ? "" : "  " + Words.show(matter));
        return new Told(
                Told.Kind.EVENT,
                event.occurredAt(),
                Properties.of(figures),
                Words.line(event.occurredAt(), zone, "event", text));
    }

    private static Told sent(Decision sent, @Nullable String zone) {
        return new Told(
                Told.Kind.SENT,
                sent.at(),
                Properties.of(
                        Map.of("decision", sent.id(), "flow", sent.flow(), "message", String.valueOf(sent.message()))),
                Words.line(sent.at(), zone, "sent", sent.message() + " (" + sent.id() + ")  flow " + sent.flow()));
    }

    /** The properties that the rules name, by getter or by name, and those that tell events apart. */
    private static Properties mattering(Properties all, Collection<String> ruleTexts) {
        Map<String, Object> kept = new HashMap<>();
        all.values().forEach((name, value) -> {
            if (TELLING.contains(name) || ruleTexts.stream().anyMatch(text -> names(text, name))) {
                kept.put(name, value);
            }
        });
        return Properties.of(kept);
    }

    private static boolean names(String ruleText, String property) {
        String getter = UNDERSCORE
                .matcher(property)
                .replaceAll(letter -> letter.group(1).toUpperCase(Locale.ROOT));
        return ruleText.contains('"' + property + '"')
                || Pattern.compile("(?<![\\w$\"])" + Pattern.quote(getter) + "(?!\\w)")
                        .matcher(ruleText)
                        .find();
    }
}
