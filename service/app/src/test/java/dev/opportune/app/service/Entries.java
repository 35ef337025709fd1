package dev.opportune.app.service;

import dev.opportune.kernel.timeline.Event;
import dev.opportune.kernel.timeline.ProfileChange;
import dev.opportune.kernel.timeline.Properties;
import dev.opportune.kernel.timeline.Statement;
import java.time.Instant;
import java.util.Map;
import java.util.TreeSet;

/** Entries as the service's tests need them. */
final class Entries {
    private Entries() {}

    static ProfileChange consenting(String profile, Instant at) {
        return new ProfileChange(
                "shop",
                "consent-" + profile,
                profile,
                at,
                at,
                Statement.NONE
                        .withConsents(new TreeSet<>(java.util.List.of("marketing", "marketing-sms")))
                        .withTimezone("UTC"),
                false);
    }

    static Event event(String profile, String id, String name, Instant at) {
        return event(profile, id, name, at, at);
    }

    static Event event(String profile, String id, String name, Instant at, Instant receivedAt) {
        return new Event(
                "shop", id, profile, name, at, receivedAt, Properties.of(Map.of("name", "Runner 2")), false, false);
    }
}
