package dev.opportune.app.resources;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import dev.opportune.app.api.NextEmailJson;
import dev.opportune.app.auth.Scope;
import dev.opportune.app.service.Claim;
import dev.opportune.app.service.EngineRoom;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Tells an app which email a person should get next, and hands it over if asked to. */
@Path("/v1/profiles/{id}/next-email")
@Consumes(MediaType.WILDCARD)
@Needs(Scope.DECIDE)
public final class NextEmailResource {
    private static final int LONGEST_KEY = 255;
    private static final Set<String> FIELDS = Set.of("claim", "channels");

    private final EngineRoom engine;
    private final Bodies bodies;
    private final NextEmailJson nextEmailJson;
    private final Replies replies;

    NextEmailResource(EngineRoom engine, Bodies bodies, NextEmailJson nextEmailJson, Replies replies) {
        this.engine = engine;
        this.bodies = bodies;
        this.nextEmailJson = nextEmailJson;
        this.replies = replies;
    }

    /** Answers, and with {@code claim: true} hands the oldest message over, once. */
    @POST
    public Response ask(
            @PathParam("id") String profileId,
            @HeaderParam("Idempotency-Key") @Nullable String idempotencyKey,
            InputStream body) {
        byte[] bytes = Bodies.read(body, Limits.EVENT, "body_too_large");
        JsonNode request = bodies.object(bytes.length == 0 ? "{}".getBytes(UTF_8) : bytes);
        request.fieldNames().forEachRemaining(NextEmailResource::checkField);
        Claim claim = new Claim(profileId, channels(request), checked(idempotencyKey), hash(bytes));
        return replies.okJson(
                isClaim(request) ? Waiting.on(engine.claim(claim)) : nextEmailJson.write(engine.peek(claim)));
    }

    private static void checkField(String name) {
        if (!FIELDS.contains(name)) {
            throw ProblemException.badRequest(
                    "unknown_field", "There is no field named \"" + name + "\".", "Send claim and channels only.");
        }
    }

    private static boolean isClaim(JsonNode request) {
        JsonNode claim = request.path("claim");
        if (!claim.isMissingNode() && !claim.isBoolean()) {
            throw ProblemException.badRequest("invalid_claim", "claim is not true or false.", "Send true or false.");
        }
        return claim.asBoolean(false);
    }

    private Set<String> channels(JsonNode request) {
        Set<String> known = engine.rules().live().policy().channels().keySet();
        JsonNode asked = request.path("channels");
        if (asked.isMissingNode() || asked.isNull()) {
            return known;
        }
        Set<String> channels = new TreeSet<>();
        asked.forEach(channel -> channels.add(channel.asText()));
        if (!asked.isArray() || channels.isEmpty() || !known.containsAll(channels)) {
            throw ProblemException.badRequest(
                    "unknown_channel",
                    "channels is not a list of channels that the policy names.",
                    "Send one or more of " + String.join(", ", known) + ", or leave channels out for all.");
        }
        return channels;
    }

    private static @Nullable String checked(@Nullable String key) {
        if (key == null) {
            return null;
        }
        if (key.isBlank() || key.length() > LONGEST_KEY || key.chars().anyMatch(Character::isISOControl)) {
            throw ProblemException.badRequest(
                    "invalid_idempotency_key",
                    "The Idempotency-Key is empty, too long or has control characters.",
                    "Send 1 to " + LONGEST_KEY + " printable characters, such as a UUID.");
        }
        return key;
    }

    private static String hash(byte[] body) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(body));
        } catch (NoSuchAlgorithmException everyJdkHasIt) {
            throw new IllegalStateException(everyJdkHasIt);
        }
    }
}
