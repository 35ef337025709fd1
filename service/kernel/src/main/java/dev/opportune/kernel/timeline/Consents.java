package dev.opportune.kernel.timeline;

import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a profile agreed to, by purpose. Of two things said of one purpose the one said later counts, in whatever order
 * they are heard; of two said at the same time a refusal does.
 *
 * @param purposes the latest of each purpose that was named
 * @param others the latest complete list that was given: what it did not name is refused; null where none was ever given
 */
public record Consents(
        SortedMap<String, Consent> purposes, @Nullable Consent others) {
    /** What is known of one purpose. */
    public enum Status {
        GRANTED,
        WITHDRAWN,
        UNKNOWN
    }

    public static final Consents UNKNOWN = new Consents(Collections.emptySortedMap(), null);

    public Consents {
        purposes = Collections.unmodifiableSortedMap(new TreeMap<>((Map<String, Consent>) purposes));
    }

    public Status of(String purpose) {
        Consent named = purposes.get(purpose);
        if (named != null) {
            return named.granted() ? Status.GRANTED : Status.WITHDRAWN;
        }
        return others == null ? Status.UNKNOWN : Status.WITHDRAWN;
    }

    /** The purposes agreed to. */
    public SortedSet<String> granted() {
        return named(true);
    }

    /** The purposes that were refused by name. */
    public SortedSet<String> withdrawn() {
        return named(false);
    }

    private SortedSet<String> named(boolean granted) {
        return purposes.entrySet().stream()
                .filter(purpose -> purpose.getValue().granted() == granted)
                .map(Map.Entry::getKey)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /**
     * These after one more statement: first its complete list, then what it says of single purposes.
     *
     * @param at when it happened
     * @param source of the message
     */
    Consents after(Statement statement, Instant at, String source) {
        Consents listed = statement.consents() == null ? this : exactly(statement.consents(), at, source);
        if (statement.preferences().isEmpty()) {
            return listed;
        }
        TreeMap<String, Consent> latest = new TreeMap<>((Map<String, Consent>) listed.purposes);
        statement.preferences().forEach((purpose, said) -> say(latest, purpose, said.consent(at, source)));
        return new Consents(latest, listed.others);
    }

    /** A complete list: these and no others. */
    private Consents exactly(SortedSet<String> granted, Instant at, String source) {
        Consent yes = new Consent(true, at, source, null);
        Consent no = new Consent(false, at, source, null);
        TreeMap<String, Consent> latest = new TreeMap<>((Map<String, Consent>) purposes);
        latest.values().removeIf(said -> !said.isAfter(no) && !said.refusesAtOnce(yes));
        granted.forEach(purpose -> say(latest, purpose, yes));
        return new Consents(latest, others != null && others.isAfter(no) ? others : no);
    }

    /** One more thing said of a purpose, unless what was known of it before is later, or a refusal at the same time. */
    private void say(Map<String, Consent> latest, String purpose, Consent said) {
        Consent known = purposes.getOrDefault(purpose, others);
        if (known == null || !(known.isAfter(said) || known.refusesAtOnce(said))) {
            latest.put(purpose, said);
        }
    }
}
