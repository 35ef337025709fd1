package dev.opportune.kernel.timeline;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Entries of one profile, a minute apart where only their order is of interest. */
final class Entries {
    static final Instant NOON = Instant.parse("2026-03-03T12:00:00Z");

    private Entries() {}

    static Instant at(int minute) {
        return NOON.plusSeconds(60L * minute);
    }

    static Event event(int minute, String name, Map<String, ?> properties) {
        Instant at = at(minute);
        return new Event("shop", "e" + minute, "u1", name, at, at, Properties.of(properties), false, false);
    }

    static ProfileChange identify(
            int minute, Map<String, ?> traits, @Nullable List<String> consents, Map<String, Preference> preferences) {
        return change(minute, traits, consents, preferences, null, null);
    }

    static ProfileChange change(
            int minute,
            Map<String, ?> traits,
            @Nullable List<String> consents,
            Map<String, Preference> preferences,
            @Nullable String timezone,
            @Nullable List<String> segments) {
        Instant at = at(minute);
        return new ProfileChange(
                "shop",
                "p" + minute,
                "u1",
                at,
                at,
                Statement.NONE
                        .withTraits(Properties.of(traits))
                        .withConsents(consents == null ? null : new TreeSet<>(consents))
                        .withPreferences(preferences)
                        .withTimezone(timezone)
                        .withSegments(segments == null ? null : new TreeSet<>(segments)),
                false);
    }
}
