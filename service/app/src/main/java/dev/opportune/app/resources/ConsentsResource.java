package dev.opportune.app.resources;

import com.fasterxml.jackson.databind.JsonNode;
import dev.opportune.app.api.ConsentJson;
import dev.opportune.app.auth.Keys;
import dev.opportune.app.auth.Scope;
import dev.opportune.app.ingest.Reading;
import dev.opportune.app.ingest.SingleConsent;
import dev.opportune.app.ingest.SingleConsent.Said;
import dev.opportune.app.service.EngineRoom;
import dev.opportune.authoring.Suggestion;
import dev.opportune.kernel.timeline.Consent;
import dev.opportune.kernel.timeline.Consents;
import dev.opportune.kernel.timeline.Preference;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What a person agreed to, for a preference page to show and to change. */
@Path("/v1/profiles/{id}/consents")
@Consumes(MediaType.WILDCARD)
@Needs(Scope.DECIDE)
public final class ConsentsResource {
    private final EngineRoom engine;
    private final SingleConsent consents;
    private final Keys keys;
    private final Bodies bodies;
    private final Replies replies;

    ConsentsResource(EngineRoom engine, SingleConsent consents, Keys keys, Bodies bodies, Replies replies) {
        this.engine = engine;
        this.consents = consents;
        this.keys = keys;
        this.bodies = bodies;
        this.replies = replies;
    }

    @GET
    public Response all(@PathParam("id") String named) {
        String id = engine.store().survivor(named);
        return engine.store()
                .state(id)
                .map(state -> replies.ok(fields(id, state.traits().consents())))
                .orElseThrow(() -> new ProblemException(ProfilesResource.unknown(id)));
    }

    /**
     * Takes in what a person said of one purpose, and answers what counts from then on: of two things said of a purpose the
     * one said later, in whatever order they arrive. A person nothing was heard of before begins with it.
     */
    @PUT
    @Path("{purpose}")
    public Response say(
            @PathParam("id") String named,
            @PathParam("purpose") String purpose,
            @HeaderParam(HttpHeaders.AUTHORIZATION) @Nullable String authorization,
            InputStream body) {
        JsonNode object = bodies.object(Bodies.read(body, Limits.EVENT, "body_too_large"));
        SingleConsent.Outcome outcome =
                consents.read(object, named, purpose, keys.caller(Keys.presented(authorization)), engine.now());
        Said said = outcome.said();
        if (said == null) {
            throw rejected(Objects.requireNonNull(outcome.rejection()));
        }
        checkPurpose(purpose, consents(named));
        // Whoever does not say when it was said means that it is so, and says nothing new by saying it again.
        if (said.timed() || !isSo(said.preference(), consents(named).purposes().get(purpose))) {
            Waiting.on(engine.ingest(said.incoming()));
        }
        return replies.ok(fields(engine.store().survivor(named), consents(named)));
    }

    private Consents consents(String named) {
        return engine.store()
                .state(engine.store().survivor(named))
                .map(state -> state.traits().consents())
                .orElse(Consents.UNKNOWN);
    }

    private static boolean isSo(Preference said, @Nullable Consent known) {
        return known != null
                && known.at() != null
                && known.granted() == said.granted()
                && (said.source() == null || said.source().equals(known.source()))
                && (said.text() == null || said.text().equals(known.text()));
    }

    /** A withdrawal under a mistyped name would be answered with thanks, and the emails would go on. */
    private void checkPurpose(String purpose, Consents known) {
        Set<String> purposes = new TreeSet<>(known.purposes().keySet());
        engine.rules().live().policy().channels().values().forEach(channel -> {
            if (channel.consent() != null) {
                purposes.add(channel.consent());
            }
        });
        if (!purposes.contains(purpose)) {
            throw ProblemException.badRequest(
                    "unknown_purpose",
                    "No channel of the live policy needs a consent to \"" + purpose
                            + "\", and nothing was ever said of it: " + Suggestion.hint(purpose, purposes),
                    "Take a purpose that a channel names in policy.yml. An identify takes any.");
        }
    }

    private static ProblemException rejected(Reading.Rejection rejection) {
        String reason = rejection.reason();
        return ProblemException.badRequest(
                rejection.code(),
                Character.toUpperCase(reason.charAt(0)) + reason.substring(1) + ".",
                "Send {\"status\": \"granted\"} or {\"status\": \"withdrawn\"}, and at, source and text if they are known.");
    }

    private static Map<String, Object> fields(String id, Consents consents) {
        return Map.of("profileId", id, "consents", ConsentJson.fields(consents));
    }
}
