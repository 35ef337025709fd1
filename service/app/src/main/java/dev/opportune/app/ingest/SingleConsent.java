package dev.opportune.app.ingest;

import com.fasterxml.jackson.databind.JsonNode;
import dev.opportune.app.api.Json;
import dev.opportune.kernel.timeline.Preference;
import dev.opportune.kernel.timeline.ProfileChange;
import dev.opportune.kernel.timeline.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Turns what an app says of one person's agreement to one purpose into an entry of their timeline, at the time they said
 * it: {@code {"status": "granted", "at": "…", "source": "checkout", "text": "v3"}}. The entry is named by all of that, so
 * that a repetition has the same name.
 */
public final class SingleConsent {
    /** By so much the clock of the sender may be fast; what is later than now within it counts as now. */
    private static final Duration CLOCK_ERROR = Duration.ofMinutes(1);

    private static final Set<String> FIELDS = Set.of("status", "at", "source", "text");

    private final Json json = new Json();

    /**
     * What was read.
     *
     * @param timed whether it says itself when it was said, and does not mean the moment of the call
     */
    public record Said(Preference preference, boolean timed, Incoming incoming) {}

    /** What became of a body: one of the two is null. */
    public record Outcome(@Nullable Said said, Reading.@Nullable Rejection rejection) {}

    /** Reads the body of a call; never throws for what is in it. */
    public Outcome read(JsonNode body, String profileId, String purpose, String source, Instant receivedAt) {
        try {
            Content.check(body);
            checkFields(body);
            Preference said = Agreements.detailed("", body);
            if (said == null) {
                throw new RejectedException("invalid_consent", "status must be \"granted\" or \"withdrawn\"");
            }
            Instant at = said.at() == null ? receivedAt : notInFuture(said.at(), receivedAt);
            Content.named("profileId", profileId);
            Content.named("purpose", purpose);
            String id = id(said, profileId, purpose, at);
            return new Outcome(
                    new Said(said, said.at() != null, entry(said, id, profileId, purpose, source, at, receivedAt)),
                    null);
        } catch (RejectedException refused) {
            return new Outcome(null, refused.rejection());
        }
    }

    /** What is said in this very moment. */
    public Incoming incoming(Preference said, String profileId, String purpose, String source, Instant now) {
        return entry(said, id(said, profileId, purpose, now), profileId, purpose, source, now, now);
    }

    private static Incoming entry(
            Preference said,
            String id,
            String profileId,
            String purpose,
            String source,
            Instant at,
            Instant receivedAt) {
        Preference thenSaid = new Preference(said.granted(), null, said.source(), said.text(), false);
        return Incoming.of(new ProfileChange(
                source, id, profileId, at, receivedAt, Statement.NONE.withPreference(purpose, thenSaid), false));
    }

    private static void checkFields(JsonNode body) throws RejectedException {
        for (Map.Entry<String, JsonNode> field : body.properties()) {
            if (!FIELDS.contains(field.getKey())) {
                throw new RejectedException(
                        "unknown_field",
                        "there is no field \"" + field.getKey() + "\"; send "
                                + String.join(", ", new TreeSet<>(FIELDS)));
            }
        }
    }

    private static Instant notInFuture(Instant at, Instant now) throws RejectedException {
        if (at.isAfter(now.plus(CLOCK_ERROR))) {
            throw new RejectedException(
                    "consent_in_future",
                    "at is " + at + ", and it is " + now + " here: nobody can have said so yet; leave at out for now");
        }
        if (at.isBefore(Timestamps.EARLIEST)) {
            throw new RejectedException(
                    "absurd_timestamp",
                    "at is " + at + ", before the year 2000; numbers count milliseconds since 1970");
        }
        return at.isAfter(now) ? now : at;
    }

    private String id(Preference said, String profileId, String purpose, Instant at) {
        Map<String, @Nullable Object> named = new TreeMap<>();
        named.put("type", "consent");
        named.put("profile", profileId);
        named.put("purpose", purpose);
        named.put("granted", said.granted());
        // As it was sent, for what counts as now would be another instant at the second delivery.
        named.put("at", said.at() == null ? at : said.at());
        named.put("source", said.source());
        named.put("text", said.text());
        return Content.hash(json, named);
    }
}
