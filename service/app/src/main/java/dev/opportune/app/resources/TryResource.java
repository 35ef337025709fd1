package dev.opportune.app.resources;

import com.fasterxml.jackson.databind.JsonNode;
import dev.opportune.app.api.ProblemsJson;
import dev.opportune.app.api.TrialJson;
import dev.opportune.app.auth.Scope;
import dev.opportune.app.service.Inquiries;
import dev.opportune.app.service.LiveRules;
import dev.opportune.authoring.explanation.Past;
import dev.opportune.authoring.fixtures.Fixture;
import dev.opportune.authoring.rules.Loaded;
import dev.opportune.authoring.rules.RuleOverlay;
import dev.opportune.kernel.session.OutOfPatienceException;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;
import java.nio.file.InvalidPathException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What other rules would have decided, for somebody real or in a story; nothing of it is kept. */
@Path("/v1/rules/try")
@Consumes(MediaType.WILDCARD)
@Needs(Scope.DECIDE)
public final class TryResource {
    private static final int UNPROCESSABLE = 422;
    private static final String FILES = "files";
    private static final Set<String> FIELDS =
            Set.of(FILES, "rule", "flow", "profile", "fixture", "fixtureName", "from", "until");

    private final LiveRules rules;
    private final Inquiries inquiries;
    private final Bodies bodies;
    private final TrialJson trialJson;
    private final ProblemsJson problemsJson;
    private final Replies replies;

    TryResource(
            LiveRules rules,
            Inquiries inquiries,
            Bodies bodies,
            TrialJson trialJson,
            ProblemsJson problemsJson,
            Replies replies) {
        this.rules = rules;
        this.inquiries = inquiries;
        this.bodies = bodies;
        this.trialJson = trialJson;
        this.problemsJson = problemsJson;
        this.replies = replies;
    }

    /** Tries a bundle, or one rule laid over the live ones, on a profile's timeline or on a story. */
    @POST
    public Response attempt(InputStream body) {
        JsonNode request = bodies.object(Bundle.read(body));
        request.fieldNames().forEachRemaining(TryResource::checkField);
        String profile = text(request, "profile");
        String story = text(request, "fixture");
        if ((profile == null) == (story == null)) {
            throw invalid("It is not said what to try the rules on.", "Send either profile or fixture.");
        }
        return profile == null ? onStory(request, String.valueOf(story)) : onProfile(request, profile);
    }

    private Response onProfile(JsonNode request, String profile) {
        Instant now = inquiries.now();
        Instant until = instant(request, "until", now);
        Instant from = instant(request, "from", Instant.EPOCH);
        if (until.isAfter(now) || from.isAfter(until)) {
            throw invalid(
                    "from and until are not a stretch of the past.",
                    "Send from before until, and until no later than now; leave both out for all there is.");
        }
        Past past = inquiries.past(profile).orElseThrow(() -> new ProblemException(ProfilesResource.unknown(profile)));
        if (!past.whole()) {
            throw new ProblemException(new Problem(
                    UNPROCESSABLE,
                    "timeline_too_long",
                    "The profile has more than " + Past.MOST_ENTRIES + " entries, too many to run while you wait.",
                    "Try it on another profile, or on a story."));
        }
        Loaded candidate = candidate(request);
        try {
            Inquiries.Tried tried = inquiries.tried(past, candidate, from, until);
            return replies.ok(trialJson.fields(candidate, profile, from, until, tried.entries(), tried.outcome()));
        } catch (OutOfPatienceException endless) {
            throw new ProblemException(endless(endless));
        }
    }

    private static Problem endless(OutOfPatienceException endless) {
        return new Problem(
                UNPROCESSABLE,
                "endless_rules",
                "The trial was stopped: " + endless.getMessage() + ".",
                "Look for a rule that answers each message with the next, or send an until before " + endless.at()
                        + ".",
                Map.of("stoppedAt", endless.at().toString()));
    }

    private Response onStory(JsonNode request, String story) {
        if (request.has("from") || request.has("until")) {
            throw invalid("A fixture has its own times.", "Leave out from and until.");
        }
        if (story.length() > Limits.STORY) {
            throw invalid("The fixture is longer than " + Limits.STORY + " characters.", "Split the story.");
        }
        String name = text(request, "fixtureName");
        Fixture fixture = fixture(name == null ? "fixture.yml" : name, story);
        Loaded candidate = candidate(request);
        return replies.ok(trialJson.fields(candidate, inquiries.played(fixture, candidate)));
    }

    private static Fixture fixture(String name, String story) {
        try {
            return Fixture.sent(name, story);
        } catch (InvalidPathException noName) {
            throw invalid("fixtureName is no name of a file.", "Send one such as my-story.yml, or leave it out.");
        }
    }

    private static void checkField(String name) {
        if (!FIELDS.contains(name)) {
            throw ProblemException.badRequest(
                    "unknown_field",
                    "There is no field named \"" + name + "\".",
                    "Send " + String.join(", ", new TreeSet<>(FIELDS)) + " only.");
        }
    }

    private Loaded candidate(JsonNode request) {
        Loaded candidate = rules.check(files(request));
        if (candidate.isBroken()) {
            throw broken(problemsJson.fields(candidate));
        }
        return candidate;
    }

    private Map<String, byte[]> files(JsonNode request) {
        String rule = text(request, "rule");
        if (request.has(FILES) == (rule != null)) {
            throw invalid(
                    "It is not said which rules to try.",
                    "Send either files, a whole bundle, or rule, the text of one.");
        }
        String flow = text(request, "flow");
        if (rule == null) {
            if (flow != null) {
                throw invalid("A bundle has its flows in it.", "Send flow with rule only.");
            }
            return Bundle.files(request.path(FILES));
        }
        RuleOverlay overlay = rules.overlay(inquiries.liveFiles(), rule, flow);
        if (!overlay.problems().isEmpty()) {
            Map<String, @Nullable Object> more = new TreeMap<>();
            more.put("problems", problemsJson.list(overlay.problems()));
            throw broken(more);
        }
        return overlay.files();
    }

    private static ProblemException broken(Map<String, ? extends @Nullable Object> more) {
        return new ProblemException(new Problem(
                UNPROCESSABLE,
                "broken_rules",
                "The rules cannot be used, so there is nothing to try.",
                "Mend what problems lists; check tells the same.",
                more));
    }

    private static ProblemException invalid(String detail, String next) {
        return ProblemException.badRequest("invalid_try", detail, next);
    }

    private static @Nullable String text(JsonNode request, String name) {
        JsonNode value = request.path(name);
        if (value.isMissingNode()) {
            return null;
        }
        if (!value.isTextual() || value.textValue().isBlank()) {
            throw invalid(name + " is no text, or an empty one.", "Send it as text, or leave it out.");
        }
        return value.textValue();
    }

    private static Instant instant(JsonNode request, String name, Instant otherwise) {
        String text = text(request, name);
        if (text == null) {
            return otherwise;
        }
        try {
            return OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException noInstant) {
            throw invalid(name + " cannot be read as an instant.", "Write it 2026-11-23T10:30:00Z.");
        }
    }
}
