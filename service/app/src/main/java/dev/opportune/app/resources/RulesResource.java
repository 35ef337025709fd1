package dev.opportune.app.resources;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.opportune.app.api.ProblemsJson;
import dev.opportune.app.api.RulesJson;
import dev.opportune.app.auth.Scope;
import dev.opportune.app.service.EngineRoom;
import dev.opportune.app.service.LiveRules;
import dev.opportune.kernel.store.Store;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;
import java.util.List;

/** Which rules are live and were, how the last attempt to change them went, and whether others could be used. */
@Path("/v1/rules")
@Consumes(MediaType.WILDCARD)
@Needs({Scope.DECIDE, Scope.AUTHOR})
public final class RulesResource {
    private static final String FILES = "files";
    private static final int CANDIDATES = 5;

    private final EngineRoom engine;
    private final Store store;
    private final LiveRules rules;
    private final Bodies bodies;
    private final RulesJson rulesJson;
    private final ProblemsJson problemsJson;
    private final Replies replies;

    RulesResource(EngineRoom engine, Bodies bodies, RulesJson rulesJson, ProblemsJson problemsJson, Replies replies) {
        this.engine = engine;
        this.store = engine.store();
        this.rules = engine.rules();
        this.bodies = bodies;
        this.rulesJson = rulesJson;
        this.problemsJson = problemsJson;
        this.replies = replies;
    }

    @GET
    public Response rules() {
        return replies.ok(rulesJson.fields(rules, store, engine::lastFailure));
    }

    /** Says what is wrong with a bundle of rules; it is not kept. */
    @POST
    @Path("/check")
    public Response check(InputStream body) {
        JsonNode request = bodies.object(Bundle.read(body));
        // Nothing else, so that nobody believes that a check does more.
        JsonNode files = request.size() == 1 ? request.path(FILES) : MissingNode.getInstance();
        return replies.ok(problemsJson.fields(rules.check(Bundle.files(files))));
    }

    /** A revision that was ever live or proposed, with its files. */
    @GET
    @Path("/{revision}")
    public Response revision(@PathParam("revision") String prefix) {
        List<String> kept = store.revisions(prefix, CANDIDATES);
        if (kept.size() != 1) {
            throw new ProblemException(ActivationResource.unclear(prefix, kept));
        }
        String revision = kept.get(0);
        return replies.ok(
                rulesJson.revision(rules, revision, store.files(revision).orElseThrow()));
    }
}
