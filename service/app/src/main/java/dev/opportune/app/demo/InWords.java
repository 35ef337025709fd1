package dev.opportune.app.demo;

import dev.opportune.kernel.decision.Change;
import dev.opportune.kernel.decision.Decision;
import dev.opportune.kernel.decision.Outcome;
import dev.opportune.kernel.timeline.Derived;
import dev.opportune.kernel.timeline.Entry;
import dev.opportune.kernel.timeline.Event;
import dev.opportune.kernel.timeline.Properties;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** Decisions told in sentences. */
public final class InWords {
    private static final DateTimeFormatter LOCAL = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT);

    private final Map<String, Event> events = new HashMap<>();
    private final Map<String, Decision> sent = new HashMap<>();
    private final UnaryOperator<String> names;

    /**
     * @param data the events behind the decisions
     * @param decisions all of them, for some are the reason of others
     * @param names what to call a profile
     */
    public InWords(Collection<Entry> data, Collection<Decision> decisions, UnaryOperator<String> names) {
        for (Entry entry : data) {
            if (entry instanceof Event event) {
                events.put(event.id(), event);
            }
        }
        decisions.stream().filter(Decision::countsAsSent).forEach(decision -> sent.put(decision.id(), decision));
        this.names = names;
    }

    /**
     * One message of each fate if there are, each of another flow if it can be.
     *
     * @param preferred whose decisions to tell of rather than of others'
     */
    public static List<Decision> examples(Collection<Decision> decisions, Predicate<Decision> preferred) {
        List<Decision> latest = decisions.stream()
                .filter(decision -> decision.message() != null && !decision.isTraceOfArrival())
                .sorted(Comparator.<Decision, Boolean>comparing(decision -> !preferred.test(decision))
                        .thenComparing(Decision::at, Comparator.reverseOrder())
                        .thenComparing(Decision::id))
                .toList();
        List<Decision> examples = new ArrayList<>();
        Set<String> flows = new HashSet<>();
        for (Outcome fate : List.of(Outcome.SEND, Outcome.SUPPRESS, Outcome.CANCEL, Outcome.WAIT)) {
            List<Decision> met = latest.stream()
                    .filter(decision -> decision.outcome() == fate)
                    .toList();
            met.stream()
                    .filter(decision -> !flows.contains(decision.flow()))
                    .findFirst()
                    .or(() -> met.stream().findFirst())
                    .filter(decision -> examples.size() < 3)
                    .ifPresent(decision -> {
                        examples.add(decision);
                        flows.add(decision.flow());
                    });
        }
        return examples;
    }

    /** Several lines on one message: what became of it, who asked for it, because of what, and how it went. */
    public List<String> explain(Decision decision) {
        List<String> lines = new ArrayList<>();
        lines.add(String.format(
                Locale.ROOT,
                "%s, %s of flow %s: %s",
                names.apply(decision.profileId()),
                decision.message(),
                decision.flow(),
                fate(decision.last())));
        lines.add("    asked for by the rule \"" + decision.rule() + "\"");
        String because = decision.because().stream()
                .map(id -> reason(id, decision.timezone()))
                .collect(Collectors.joining(", "));
        if (!because.isEmpty()) {
            lines.add("    because of " + because);
        }
        List<Change> earlier = decision.changes().subList(0, decision.changes().size() - 1);
        for (Change change : earlier) {
            lines.add("    before that, " + fate(change));
        }
        return lines;
    }

    private static String fate(Change change) {
        String at = local(change.at(), change.timezone());
        return switch (change.outcome()) {
            case SEND -> "to be sent at " + at + ", no gate was against it";
            case WAIT ->
                "from " + at + " on it waits until " + local(change.dueAt(), change.timezone())
                        + why(change, ", held back by ");
            case SUPPRESS -> "not sent at " + at + why(change, ", held back by ");
            case CANCEL -> "not needed any more at " + at + why(change, ", ");
            case NONE -> "noted at " + at;
        };
    }

    private static String why(Change change, String link) {
        if (change.reason() == null) {
            return "";
        }
        String facts = change.facts().values().entrySet().stream()
                .map(fact -> fact.getKey() + " " + plain(fact.getValue()))
                .collect(Collectors.joining(", "));
        return link + change.reason() + (facts.isEmpty() ? "" : " (" + facts + ")");
    }

    private static String plain(Object value) {
        return value instanceof java.math.BigDecimal number ? number.toPlainString() : value.toString();
    }

    private String reason(String id, String timezone) {
        Decision message = sent.get(id);
        if (message != null) {
            return message.message() + " sent at " + local(message.at(), timezone);
        }
        Event viewed = Derived.DWELLED.origin(id).map(events::get).orElse(null);
        if (viewed != null) {
            return "the time spent on " + described(viewed, timezone);
        }
        Event event = events.get(id);
        return event == null ? id : described(event, timezone);
    }

    private static String described(Event event, String timezone) {
        Properties properties = event.properties();
        String product = properties.text("product_id");
        String path = properties.text("path");
        String what = product != null ? " of product " + product : path != null ? " of page " + path : "";
        return event.name() + what + " at " + local(event.occurredAt(), timezone) + " (" + event.id() + ")";
    }

    private static String local(Instant at, String timezone) {
        return LOCAL.format(at.atZone(ZoneId.of(timezone))) + " " + timezone;
    }
}
