package dev.opportune.app.resources;

import dev.opportune.app.api.RulesJson;
import dev.opportune.app.auth.Scope;
import dev.opportune.app.service.LiveRules;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;

/** Which rules are live, and how the last attempt to change them went. */
@Path("/v1/rules")
@Needs(Scope.DECIDE)
public final class RulesResource {
    private final LiveRules rules;
    private final RulesJson rulesJson;
    private final Replies replies;

    RulesResource(LiveRules rules, RulesJson rulesJson, Replies replies) {
        this.rules = rules;
        this.rulesJson = rulesJson;
        this.replies = replies;
    }

    @GET
    public Response rules() {
        return replies.ok(rulesJson.fields(rules));
    }
}
