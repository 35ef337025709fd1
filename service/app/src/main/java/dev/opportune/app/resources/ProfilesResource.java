package dev.opportune.app.resources;

import dev.opportune.app.api.ExplanationJson;
import dev.opportune.app.api.ProfileJson;
import dev.opportune.app.api.TimelineJson;
import dev.opportune.app.auth.Scope;
import dev.opportune.app.service.Inquiries;
import dev.opportune.kernel.store.Logged;
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

/** What is known of a person, and what they did and was decided for them. */
@Path("/v1/profiles/{id}")
@Needs(Scope.DECIDE)
public final class ProfilesResource {
    private static final Set<String> PARAMETERS = Set.of("cursor", "limit");
    private static final Set<String> OF_EXPLANATIONS = Set.of("flow", "since", "limit");

    private final Store store;
    private final Inquiries inquiries;
    private final ProfileJson profileJson;
    private final TimelineJson timelineJson;
    private final ExplanationJson explanationJson;
    private final Replies replies;

    ProfilesResource(
            Store store,
            Inquiries inquiries,
            ProfileJson profileJson,
            TimelineJson timelineJson,
            ExplanationJson explanationJson,
            Replies replies) {
        this.store = store;
        this.inquiries = inquiries;
        this.profileJson = profileJson;
        this.timelineJson = timelineJson;
        this.explanationJson = explanationJson;
        this.replies = replies;
    }

    @GET
    public Response profile(@PathParam("id") String named) {
        String id = store.survivor(named);
        return store.state(id)
                .map(state -> replies.ok(profileJson.fields(id, state)))
                .orElseThrow(() -> new ProblemException(unknown(id)));
    }

    /** In the order in which things were taken in. */
    @GET
    @Path("timeline")
    public Response timeline(@PathParam("id") String named, @Context UriInfo uri) {
        String id = store.survivor(named);
        Queries query = new Queries(uri, PARAMETERS);
        long after = query.cursor();
        List<Logged> page = store.log(id, after, query.limit());
        if (page.isEmpty() && store.state(id).isEmpty()) {
            throw new ProblemException(unknown(id));
        }
        long next = page.isEmpty() ? after : page.get(page.size() - 1).sequence();
        return replies.ok(Map.of(
                "timeline", page.stream().map(timelineJson::fields).toList(), "nextCursor", String.valueOf(next)));
    }

    /** What happened to them and why, newest first: rules that fired, what was refused, what was decided. */
    @GET
    @Path("explanation")
    public Response explanation(@PathParam("id") String id, @Context UriInfo uri) {
        Queries query = new Queries(uri, OF_EXPLANATIONS);
        return inquiries
                .profile(id, query.text("flow"), query.instant("since"), query.limit())
                .map(explanation -> replies.ok(explanationJson.fields(explanation)))
                .orElseThrow(() -> new ProblemException(unknown(id)));
    }

    static Problem unknown(String id) {
        return new Problem(
                404,
                "unknown_profile",
                "Nothing was ever received from a profile \"" + id + "\".",
                "Check the id, and that it is percent-encoded in the path.");
    }
}
