package dev.opportune.app.resources;

import com.fasterxml.jackson.databind.JsonNode;
import dev.opportune.app.api.KeysJson;
import dev.opportune.app.auth.KeyRefusedException;
import dev.opportune.app.auth.Keys;
import dev.opportune.app.auth.Locksmith;
import dev.opportune.app.auth.Scope;
import dev.opportune.authoring.Suggestion;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Who may call: makes keys, lists them without telling them, and revokes them. */
@Path("/v1/keys")
@Consumes(MediaType.WILDCARD)
@Needs(Scope.ADMIN)
public final class KeysResource {
    private static final int NOT_FOUND = 404;
    private static final int CONFLICT = 409;
    private static final String NAME = "name";
    private static final String SCOPES = "scopes";
    private static final String RATE = "requestsPerSecond";
    private static final Set<String> FIELDS = Set.of(NAME, SCOPES, RATE);
    private static final String WHAT_TO_SEND =
            "Send {\"name\": \"shop\", \"scopes\": [\"ingest\"]}, and if you like requestsPerSecond, a number from 1 on.";

    private final Keys keys;
    private final Locksmith locksmith;
    private final Bodies bodies;
    private final Replies replies;

    KeysResource(Keys keys, Locksmith locksmith, Bodies bodies, Replies replies) {
        this.keys = keys;
        this.locksmith = locksmith;
        this.bodies = bodies;
        this.replies = replies;
    }

    /** Those of the configuration, and all that were ever made. */
    @GET
    public Response list() {
        return replies.ok(KeysJson.list(keys.configured(), locksmith.made()));
    }

    /** The answer has the key itself, which nobody can be told again. */
    @POST
    public Response make(@HeaderParam(HttpHeaders.AUTHORIZATION) @Nullable String authorization, InputStream body) {
        JsonNode request = bodies.object(Bodies.read(body, Limits.EVENT, "key_too_large", WHAT_TO_SEND));
        request.fieldNames().forEachRemaining(KeysResource::checkField);
        String by = keys.caller(Keys.presented(authorization));
        try {
            return replies.created(KeysJson.made(locksmith.make(name(request), scopes(request), rate(request), by)));
        } catch (KeyRefusedException refused) {
            throw new ProblemException(problem(refused));
        } catch (IllegalArgumentException noKey) {
            throw invalid(sentence(String.valueOf(noKey.getMessage())));
        }
    }

    @DELETE
    @Path("{name}")
    public Response revoke(@PathParam("name") String name) {
        try {
            locksmith.revoke(name);
            return replies.ok(Map.of(NAME, name, "revoked", true));
        } catch (KeyRefusedException refused) {
            throw new ProblemException(problem(refused));
        }
    }

    private static Problem problem(KeyRefusedException refused) {
        int status = refused.code().equals("unknown_key_name") ? NOT_FOUND : CONFLICT;
        return new Problem(status, refused.code(), refused.detail(), refused.next());
    }

    private static ProblemException invalid(String detail) {
        return ProblemException.badRequest("invalid_key", detail, WHAT_TO_SEND);
    }

    private static String sentence(String message) {
        return Character.toUpperCase(message.charAt(0)) + message.substring(1) + ".";
    }

    private static void checkField(String name) {
        if (!FIELDS.contains(name)) {
            throw ProblemException.badRequest(
                    "unknown_field",
                    "There is no field named \"" + name + "\": " + Suggestion.hint(name, FIELDS) + ".",
                    WHAT_TO_SEND);
        }
    }

    private static String name(JsonNode request) {
        if (!request.path(NAME).isTextual()) {
            throw invalid("The name is no text, or there is none.");
        }
        return request.path(NAME).textValue();
    }

    private static Set<Scope> scopes(JsonNode request) {
        if (!request.path(SCOPES).isArray()) {
            throw invalid("scopes is no list, or there is none.");
        }
        Set<Scope> scopes = EnumSet.noneOf(Scope.class);
        request.path(SCOPES).forEach(word -> scopes.add(Scope.of(word.asText())));
        return scopes;
    }

    private static @Nullable Integer rate(JsonNode request) {
        JsonNode rate = request.path(RATE);
        if (rate.isMissingNode() || rate.isNull()) {
            return null;
        }
        if (!rate.isInt()) {
            throw invalid(RATE + " is no whole number.");
        }
        return rate.intValue();
    }
}
