package dev.opportune.kernel.timeline;

import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What a message says of a profile. An {@code identify} says nothing else; other messages say it in passing.
 *
 * @param traits laid over those known
 * @param consents the purposes granted from now on, in place of all that was said before; null says nothing of them
 * @param preferences what is said of single purposes
 * @param timezone an IANA zone as it was sent; null says nothing of it
 * @param segments the segments from now on, in place of all before; null says nothing of them
 * @param memberships single segments that the profile is now in (true) or no longer in (false)
 * @param unreachable the channels on which not to write from now on; null says nothing of them
 */
public record Statement(
        Properties traits,
        @Nullable SortedSet<String> consents,
        SortedMap<String, Preference> preferences,
        @Nullable String timezone,
        @Nullable SortedSet<String> segments,
        SortedMap<String, Boolean> memberships,
        @Nullable SortedSet<String> unreachable) {
    /** Nothing is said. */
    public static final Statement NONE = new Statement(
            Properties.NONE, null, Collections.emptySortedMap(), null, null, Collections.emptySortedMap(), null);

    public Statement {
        consents = copy(consents);
        preferences = Collections.unmodifiableSortedMap(new TreeMap<>((Map<String, Preference>) preferences));
        segments = copy(segments);
        memberships = Collections.unmodifiableSortedMap(new TreeMap<>((Map<String, Boolean>) memberships));
        unreachable = copy(unreachable);
    }

    private static @Nullable SortedSet<String> copy(@Nullable SortedSet<String> texts) {
        return texts == null ? null : Collections.unmodifiableSortedSet(new TreeSet<>(texts));
    }

    public Statement withTraits(Properties said) {
        return new Statement(said, consents, preferences, timezone, segments, memberships, unreachable);
    }

    /** These purposes are granted, and no others. */
    public Statement withConsents(@Nullable SortedSet<String> granted) {
        return new Statement(traits, granted, preferences, timezone, segments, memberships, unreachable);
    }

    public Statement withPreference(String purpose, Preference said) {
        return withPreferences(Map.of(purpose, said));
    }

    public Statement withPreferences(Map<String, Preference> said) {
        return new Statement(traits, consents, new TreeMap<>(said), timezone, segments, memberships, unreachable);
    }

    public Statement withTimezone(@Nullable String zone) {
        return new Statement(traits, consents, preferences, zone, segments, memberships, unreachable);
    }

    /** These are the profile's segments, and no others. */
    public Statement withSegments(@Nullable SortedSet<String> exactly) {
        return new Statement(traits, consents, preferences, timezone, exactly, memberships, unreachable);
    }

    public Statement withMemberships(Map<String, Boolean> said) {
        return new Statement(traits, consents, preferences, timezone, segments, new TreeMap<>(said), unreachable);
    }

    public Statement withUnreachable(@Nullable SortedSet<String> channels) {
        return new Statement(traits, consents, preferences, timezone, segments, memberships, channels);
    }
}
