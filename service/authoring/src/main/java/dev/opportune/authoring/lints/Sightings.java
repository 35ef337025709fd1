package dev.opportune.authoring.lints;

import java.time.Duration;
import java.util.Collections;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;

/**
 * Which properties events had of late.
 *
 * @param span how far back was looked
 * @param properties the names of the properties, by the name of the event as it was sent
 */
public record Sightings(Duration span, SortedMap<String, SortedSet<String>> properties) {
    public Sightings {
        SortedMap<String, SortedSet<String>> copy = new TreeMap<>();
        properties.forEach((event, names) -> copy.put(event, Collections.unmodifiableSortedSet(names)));
        properties = Collections.unmodifiableSortedMap(copy);
    }
}
