package dev.opportune.app.service;

import dev.opportune.kernel.session.ProfileSession;
import dev.opportune.kernel.timeline.Event;
import dev.opportune.kernel.timeline.Properties;
import dev.opportune.kernel.timeline.Step;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/**
 * Makes the events that stand for an app's asking. Their ids grow, and they are put after what the
 * profile has already taken in, so that none of them looks as if it had come late.
 */
final class Requests {
    private static final Duration JUST_NOW = Duration.ofSeconds(1);

    private final RandomGenerator random;
    private final AtomicInteger counter = new AtomicInteger();

    Requests(RandomGenerator random) {
        this.random = random;
    }

    /**
     * The instant of a request: now, or the millisecond after what the profile has just taken in, such as another request
     * of this millisecond. Where the clock was set back further than that, the request is late and may look so.
     */
    static Instant instantFor(ProfileSession session, Instant now) {
        Step reached = session.timeline().state().reached();
        boolean passed = reached.rank() == Step.Rank.ENTRY
                && !reached.at().isBefore(now)
                && reached.at().isBefore(now.plus(JUST_NOW));
        return passed ? reached.at().plusMillis(1) : now;
    }

    /** One event per channel asked for, in the order of the channels' names. */
    Stream<Event> of(String profileId, Claim claim, Instant at) {
        String stem = String.format(
                Locale.ROOT, "req_%013x%08x%08x", at.toEpochMilli(), counter.getAndIncrement(), random.nextInt());
        List<String> channels = List.copyOf(new TreeSet<>(claim.channels()));
        return channels.stream().map(channel -> event(profileId, stem + "_" + channels.indexOf(channel), channel, at));
    }

    private static Event event(String profileId, String id, String channel, Instant at) {
        return new Event(
                Event.OWN_SOURCE,
                id,
                profileId,
                Event.REQUESTED,
                at,
                at,
                Properties.of(Map.of("channel", channel)),
                false,
                false);
    }
}
