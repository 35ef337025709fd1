package dev.opportune.kernel.store;

import dev.opportune.kernel.timeline.Entry;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Which advances of one transaction may be written: the same rule for every store. */
public final class Admission {
    private final Record record;
    private final Map<String, Long> versions = new HashMap<>();
    private final Set<Name> taken = new HashSet<>();
    private final Map<String, Boolean> absorbed = new HashMap<>();

    private Admission(Record record) {
        this.record = record;
    }

    /** What was committed before. */
    public interface Record {
        /** The version of a profile's row; 0 if there is none. */
        long version(String profileId);

        boolean knows(String source, String id);

        /** Whether an id has become part of another profile, as {@link Absorbed#asked} or otherwise. */
        boolean isAbsorbed(String profileId, boolean asked);
    }

    /**
     * One receipt for each advance, in order. What is admitted is to be written in that order.
     *
     * @throws IllegalArgumentException if an instant is finer than what a store keeps
     */
    public static List<Receipt> of(List<Advance> advances, Record record) {
        Admission admission = new Admission(record);
        return advances.stream().map(admission::admit).toList();
    }

    private Receipt admit(Advance advance) {
        Entry entry = advance.entry();
        if (entry != null) {
            requireMillis(entry.occurredAt());
        }
        advance.changed().forEach(decision -> requireMillis(decision.at()));
        // First, for whoever sends an event twice needs no second try, however old the profile's session was.
        if (entry != null && isKnown(entry)) {
            return Receipt.DUPLICATE;
        }
        if (isGone(advance) || advance.state().version() != version(advance.profileId()) + 1) {
            return Receipt.STALE;
        }
        Absorbed other = advance.absorbed();
        if (other != null) {
            boolean known = isAbsorbed(other.profileId(), true) || isAbsorbed(other.profileId(), false);
            if ((known && other.version() == 0) || other.version() != version(other.profileId())) {
                return Receipt.STALE;
            }
            absorbed.put(other.profileId(), other.asked());
            versions.put(other.profileId(), 0L);
        }
        versions.put(advance.profileId(), advance.state().version());
        if (entry != null) {
            taken.add(Name.of(entry));
        }
        return Receipt.COMMITTED;
    }

    /** Whether it is a move of what has become part of another, or would bring it into being once more. */
    private boolean isGone(Advance advance) {
        String id = advance.profileId();
        return isAbsorbed(id, true) || (isAbsorbed(id, false) && version(id) == 0 && !advance.known());
    }

    private boolean isAbsorbed(String profileId, boolean asked) {
        Boolean here = absorbed.get(profileId);
        return here == null ? record.isAbsorbed(profileId, asked) : here == asked;
    }

    private long version(String profileId) {
        return versions.computeIfAbsent(profileId, record::version);
    }

    /** @throws IllegalArgumentException if an instant is finer than a millisecond, which a store could not keep */
    public static void requireMillis(Instant instant) {
        if (!instant.truncatedTo(ChronoUnit.MILLIS).equals(instant)) {
            throw new IllegalArgumentException("instant_too_fine: " + instant
                    + " cannot be kept to the millisecond; cut it before anything is decided by it");
        }
    }

    private boolean isKnown(Entry entry) {
        return taken.contains(Name.of(entry)) || record.knows(entry.source(), entry.id());
    }

    private record Name(String source, String id) {
        static Name of(Entry entry) {
            return new Name(entry.source(), entry.id());
        }
    }
}
