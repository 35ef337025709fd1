package dev.opportune.app.resources;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import dev.opportune.app.api.ProblemsJson;
import dev.opportune.app.api.RulesJson;
import dev.opportune.app.auth.Scope;
import dev.opportune.app.service.LiveRules;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;
import java.util.Map;
import java.util.TreeMap;

/** Which rules are live and were, how the last attempt to change them went, and whether others could be used. */
@Path("/v1/rules")
@Consumes(MediaType.WILDCARD)
@Needs(Scope.DECIDE)
public final class RulesResource {
    private static final String FILES = "files";
    private static final String WHAT_TO_SEND =
            "Send {\"files\": {\"policy.yml\": \"…\", …}}: every file of the rules folder by its path in it, as text.";

    private final LiveRules rules;
    private final Bodies bodies;
    private final RulesJson rulesJson;
    private final ProblemsJson problemsJson;
    private final Replies replies;

    RulesResource(LiveRules rules, Bodies bodies, RulesJson rulesJson, ProblemsJson problemsJson, Replies replies) {
        this.rules = rules;
        this.bodies = bodies;
        this.rulesJson = rulesJson;
        this.problemsJson = problemsJson;
        this.replies = replies;
    }

    @GET
    public Response rules() {
        return replies.ok(rulesJson.fields(rules));
    }

    /** Says what is wrong with a bundle of rules; it is not kept. */
    @POST
    @Path("/check")
    public Response check(InputStream body) {
        byte[] bytes = Bodies.read(
                body, Limits.BUNDLE, "bundle_too_large", "Leave out what is no rule; a bundle is one folder of rules.");
        return replies.ok(problemsJson.fields(rules.check(files(bodies.object(bytes)))));
    }

    private static Map<String, byte[]> files(JsonNode request) {
        JsonNode files = request.path(FILES);
        if (request.size() != 1 || !files.isObject() || files.isEmpty()) {
            throw ProblemException.badRequest(
                    "invalid_bundle", "The body is not a bundle of files and nothing else.", WHAT_TO_SEND);
        }
        Map<String, byte[]> bundle = new TreeMap<>();
        files.properties().forEach(file -> bundle.put(file.getKey(), content(file.getKey(), file.getValue())));
        return bundle;
    }

    private static byte[] content(String path, JsonNode text) {
        if (!text.isTextual()) {
            throw ProblemException.badRequest(
                    "invalid_bundle", "The content of \"" + path + "\" is not text.", WHAT_TO_SEND);
        }
        return text.textValue().getBytes(UTF_8);
    }
}
