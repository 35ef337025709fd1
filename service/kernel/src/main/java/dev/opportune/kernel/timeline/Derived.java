package dev.opportune.kernel.timeline;

import java.util.Optional;
import java.util.stream.Stream;

/**
 * What is derived from a client's event, and named after it. Triggers are named by their cause, so no client may give an
 * event such a name.
 */
public enum Derived {
    /** The time spent on what a view shows. */
    DWELLED("/dwelled"),
    /** That an email delivered without a decision of ours was sent. */
    SENT("/sent");

    private final String suffix;

    Derived(String suffix) {
        this.suffix = suffix;
    }

    /** The id of what is derived from an event. */
    public String from(String id) {
        return id + suffix;
    }

    /** The id of the event that an id is derived from; empty if it is not of this kind. */
    public Optional<String> origin(String id) {
        return id.endsWith(suffix) ? Optional.of(id.substring(0, id.length() - suffix.length())) : Optional.empty();
    }

    /** Whether an id is one of something derived. */
    public static boolean isId(String id) {
        return Stream.of(values()).anyMatch(kind -> kind.origin(id).isPresent());
    }
}
