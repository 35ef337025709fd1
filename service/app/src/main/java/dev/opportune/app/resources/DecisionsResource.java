package dev.opportune.app.resources;

import dev.opportune.app.api.DecisionJson;
import dev.opportune.app.api.ExplanationJson;
import dev.opportune.app.auth.Scope;
import dev.opportune.app.service.Inquiries;
import dev.opportune.kernel.decision.Kind;
import dev.opportune.kernel.decision.Outcome;
import dev.opportune.kernel.store.DecisionQuery;
import dev.opportune.kernel.store.Recorded;
import dev.opportune.kernel.store.Store;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What was decided, as a feed in the order of change. */
@Path("/v1/decisions")
@Needs(Scope.DECIDE)
public final class DecisionsResource {
    private static final Set<String> PARAMETERS =
            Set.of("profile", "flow", "kind", "outcome", "reason", "since", "cursor", "limit");

    private final Store store;
    private final Inquiries inquiries;
    private final DecisionJson decisionJson;
    private final ExplanationJson explanationJson;
    private final Replies replies;

    DecisionsResource(
            Store store,
            Inquiries inquiries,
            DecisionJson decisionJson,
            ExplanationJson explanationJson,
            Replies replies) {
        this.store = store;
        this.inquiries = inquiries;
        this.decisionJson = decisionJson;
        this.explanationJson = explanationJson;
        this.replies = replies;
    }

    /** A page of the feed; its {@code nextCursor} is where to ask again, now or later, for what has changed since. */
    @GET
    public Response list(@Context UriInfo uri) {
        Queries query = new Queries(uri, PARAMETERS);
        long after = query.cursor();
        String profile = query.text("profile");
        List<Recorded> page = store.decisions(new DecisionQuery(
                profile == null ? null : store.survivor(profile),
                query.text("flow"),
                query.choice("kind", Kind.class),
                query.choice("outcome", Outcome.class),
                query.text("reason"),
                query.instant("since"),
                after,
                query.limit()));
        long next = page.isEmpty() ? after : page.get(page.size() - 1).sequence();
        return replies.ok(Map.of(
                "decisions", page.stream().map(decisionJson::fields).toList(), "nextCursor", String.valueOf(next)));
    }

    /** One decision, with its changes. */
    @GET
    @Path("{id}")
    public Response one(@PathParam("id") String id) {
        return store.decision(id).map(decisionJson::fields).map(replies::ok).orElseThrow(() -> unknown(id));
    }

    /** Why it is what it is: what it rests on, which rule asked for it, what each gate saw. */
    @GET
    @Path("{id}/explanation")
    public Response explanation(@PathParam("id") String id) {
        return inquiries
                .decision(id)
                .map(explanationJson::fields)
                .map(replies::ok)
                .orElseThrow(() -> unknown(id));
    }

    private static ProblemException unknown(String id) {
        return new ProblemException(new Problem(
                404,
                "unknown_decision",
                "There is no decision \"" + id + "\".",
                "Take the id from GET /v1/decisions."));
    }
}
