package dev.opportune.app.resources;

import com.fasterxml.jackson.databind.JsonNode;
import dev.opportune.app.api.EffectJson;
import dev.opportune.app.api.ProblemsJson;
import dev.opportune.app.api.RulesJson;
import dev.opportune.app.auth.Keys;
import dev.opportune.app.auth.Scope;
import dev.opportune.app.service.EngineRoom;
import dev.opportune.app.service.LiveRules;
import dev.opportune.app.service.Wish;
import dev.opportune.app.service.WishOutcome;
import dev.opportune.authoring.Suggestion;
import dev.opportune.kernel.store.Motion;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Makes other rules live: those in a bundle, or those of a revision that is kept. */
@Path("/v1/rules/activate")
@Consumes(MediaType.WILDCARD)
@Needs(Scope.AUTHOR)
public final class ActivationResource {
    private static final int FORBIDDEN = 403;
    private static final int NOT_FOUND = 404;
    private static final int CONFLICT = 409;
    private static final int UNPROCESSABLE = 422;
    private static final int LONGEST_NOTE = 1000;
    private static final String FILES = "files";
    private static final String REVISION = "revision";
    private static final String EXPECTED = "expected";
    private static final String NOTE = "note";
    private static final Set<String> FIELDS = Set.of(FILES, REVISION, EXPECTED, NOTE);
    private static final Pattern PREFIX = Pattern.compile("[0-9a-f]{4,32}");

    private final EngineRoom engine;
    private final Keys keys;
    private final Bodies bodies;
    private final RulesJson rulesJson;
    private final ProblemsJson problemsJson;
    private final Replies replies;

    ActivationResource(
            EngineRoom engine,
            Keys keys,
            Bodies bodies,
            RulesJson rulesJson,
            ProblemsJson problemsJson,
            Replies replies) {
        this.engine = engine;
        this.keys = keys;
        this.bodies = bodies;
        this.rulesJson = rulesJson;
        this.problemsJson = problemsJson;
        this.replies = replies;
    }

    @POST
    public Response activate(@HeaderParam(HttpHeaders.AUTHORIZATION) @Nullable String authorization, InputStream body) {
        JsonNode request = bodies.object(Bundle.read(body));
        request.fieldNames().forEachRemaining(ActivationResource::checkField);
        Wish wish = new Wish(
                content(request),
                keys.caller(Keys.presented(authorization)),
                note(request),
                request.has(EXPECTED) ? prefix(request, EXPECTED) : null);
        return answer(engine.activate(wish));
    }

    private static void checkField(String name) {
        if (!FIELDS.contains(name)) {
            throw ProblemException.badRequest(
                    "unknown_field",
                    "There is no field named \"" + name + "\": " + Suggestion.hint(name, FIELDS) + ".",
                    "Send files or revision, and if you like expected and note.");
        }
    }

    private static Wish.Content content(JsonNode request) {
        if (request.has(FILES) == request.has(REVISION)) {
            throw ProblemException.badRequest(
                    "invalid_activation",
                    request.has(FILES)
                            ? "Both files and a revision are named."
                            : "Neither files nor a revision are named.",
                    "Send {\"files\": {…}} with every file of the rules folder, or {\"revision\": \"9c41…\"} to have one"
                            + " live that is kept.");
        }
        return request.has(FILES)
                ? new Wish.Files(Bundle.files(request.path(FILES)))
                : new Wish.Revision(prefix(request, REVISION));
    }

    private static String prefix(JsonNode request, String field) {
        String prefix = request.path(field).asText();
        if (!request.path(field).isTextual() || !PREFIX.matcher(prefix).matches()) {
            throw ProblemException.badRequest(
                    "invalid_revision",
                    field + " is not the name of a revision.",
                    "Send its first 4 to 32 characters, as GET /v1/rules shows it.");
        }
        return prefix;
    }

    private static String note(JsonNode request) {
        JsonNode note = request.path(NOTE);
        boolean isText = note.isTextual() && note.textValue().length() <= LONGEST_NOTE;
        if (!note.isMissingNode() && !isText) {
            throw ProblemException.badRequest(
                    "invalid_note",
                    "The note is not a text of at most " + LONGEST_NOTE + " characters.",
                    "Send a sentence that says why, or leave it out.");
        }
        return note.asText("");
    }

    private Response answer(WishOutcome outcome) {
        if (outcome instanceof WishOutcome.Activated activated) {
            Map<String, @Nullable Object> fields = rulesJson.activation(activated.activation());
            fields.put("result", "activated");
            fields.put("inFlight", EffectJson.fields(activated.effect()));
            fields.put("folder", activated.folderTrouble().orElse(null));
            return replies.ok(fields);
        }
        if (outcome instanceof WishOutcome.Unchanged unchanged) {
            Map<String, @Nullable Object> fields = rulesJson.activation(unchanged.live());
            fields.put("result", "unchanged");
            return replies.ok(fields);
        }
        if (outcome instanceof WishOutcome.Proposed proposed) {
            Map<String, @Nullable Object> fields = RulesJson.motion(proposed.motion());
            fields.put("result", "proposed");
            fields.put("inFlight", EffectJson.fields(proposed.effect()));
            fields.put(
                    "next",
                    "Have somebody with another key send "
                            + approval(proposed.motion().revision()) + ".");
            return replies.accepted(fields);
        }
        return replies.problem(problem(outcome));
    }

    private static String proposer(Motion motion) {
        return motion.by().equals(LiveRules.WATCH)
                ? "This revision was saved in the rules folder, which your key is named for as rules.folderOwner"
                : "The key \"" + motion.by() + "\" proposed this revision";
    }

    private static String approval(String revision) {
        return "POST /v1/rules/activate {\"revision\": \"" + revision + "\"}";
    }

    private Problem problem(WishOutcome outcome) {
        if (outcome instanceof WishOutcome.Refused refused) {
            Map<String, @Nullable Object> more = new TreeMap<>();
            more.put(REVISION, refused.revision());
            more.put("problems", problemsJson.list(refused.problems()));
            return new Problem(
                    UNPROCESSABLE,
                    "unusable_rules",
                    "These rules have problems; what was live before still is.",
                    "Mend what the problems name; POST /v1/rules/check tells them without changing anything.",
                    more);
        }
        if (outcome instanceof WishOutcome.Overtaken overtaken) {
            String live = overtaken.live().revision();
            return new Problem(
                    CONFLICT,
                    "overtaken",
                    "Revision " + live + " is live, by " + overtaken.live().by()
                            + ", and not the one that was expected.",
                    "Look at what has changed (GET /v1/rules/" + live
                            + "), and send yours on top of it, expecting that.",
                    Map.of(REVISION, live));
        }
        if (outcome instanceof WishOutcome.SamePerson same) {
            return new Problem(
                    FORBIDDEN,
                    "same_person",
                    proposer(same.motion()) + ", and a second person must make it live.",
                    "Have somebody with another key send "
                            + approval(same.motion().revision()) + ".");
        }
        if (outcome instanceof WishOutcome.Unclear unclear) {
            return unclear(unclear.prefix(), unclear.candidates());
        }
        throw new IllegalStateException("no answer to " + outcome);
    }

    /** No kept revision, or more than one, begins as was said. */
    static Problem unclear(String prefix, List<String> candidates) {
        return candidates.isEmpty()
                ? new Problem(
                        NOT_FOUND,
                        "unknown_revision",
                        "No revision that was ever live or proposed begins with \"" + prefix + "\".",
                        "GET /v1/rules lists those that were live, and those proposed.")
                : new Problem(
                        CONFLICT,
                        "ambiguous_revision",
                        "More than one revision begins with \"" + prefix + "\".",
                        "Say more of the one that is meant.",
                        Map.of("revisions", candidates));
    }
}
