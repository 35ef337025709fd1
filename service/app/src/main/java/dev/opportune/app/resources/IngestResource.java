package dev.opportune.app.resources;

import com.fasterxml.jackson.databind.JsonNode;
import dev.opportune.app.auth.Keys;
import dev.opportune.app.auth.Scope;
import dev.opportune.app.ingest.Arrival;
import dev.opportune.app.ingest.Ingest;
import dev.opportune.app.ingest.Reading;
import dev.opportune.app.service.EngineRoom;
import dev.opportune.app.service.Taken;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Takes events as Segment's clients send them. Success is answered when they are durable. What is wrong with a message is
 * told in the answer and is no failure of the call: clients would only send it again.
 */
@Path("/v1")
@Consumes(MediaType.WILDCARD)
@KeepsItsOwnDoor(
        "a key with the scope ingest is asked for here, for clients may also send it in the body; any page may send"
                + " events, as text or as a form")
public final class IngestResource {
    private static final int BAD_REQUEST = 400;
    private static final Map<String, String> TYPES =
            Map.of("t", "track", "i", "identify", "p", "page", "s", "screen", "g", "group", "a", "alias");

    private final EngineRoom engine;
    private final Ingest ingest;
    private final Keys keys;
    private final Access access;
    private final Bodies bodies;
    private final Replies replies;

    IngestResource(EngineRoom engine, Ingest ingest, Keys keys, Access access, Bodies bodies, Replies replies) {
        this.engine = engine;
        this.ingest = ingest;
        this.keys = keys;
        this.access = access;
        this.bodies = bodies;
        this.replies = replies;
    }

    /** One message of the type that the address names, in full or, as browsers do, by its first letter. */
    @POST
    @Path("{type: track|identify|page|screen|group|alias|t|i|p|s|g|a}")
    public Response one(
            @PathParam("type") String type,
            @HeaderParam(HttpHeaders.AUTHORIZATION) @Nullable String authorization,
            @QueryParam("detail") @DefaultValue("false") boolean detail,
            @QueryParam("backfill") @DefaultValue("false") boolean backfill,
            InputStream body) {
        JsonNode message = bodies.object(Bodies.read(body, Limits.EVENT, Limits.EVENT_TOO_LARGE));
        Arrival arrival = new Arrival(
                source(authorization, message), engine.now(), TYPES.getOrDefault(type, type), null, backfill);
        Reading reading = ingest.read(message, arrival);
        boolean trusted = isTrusted(authorization, message);
        return replies.ok(
                success(take(List.of(message), List.of(reading), trusted).fields(detail)));
    }

    /** Many messages, each of which names its type. Those that cannot be taken hold up no others. */
    @POST
    @Path("{batch: batch|import|b}")
    public Response batch(
            @HeaderParam(HttpHeaders.AUTHORIZATION) @Nullable String authorization,
            @QueryParam("detail") @DefaultValue("false") boolean detail,
            @QueryParam("backfill") @DefaultValue("false") boolean backfill,
            InputStream body) {
        byte[] bytes = Bodies.read(body, Limits.BATCH, Limits.BATCH_TOO_LARGE);
        JsonNode call = bodies.object(bytes);
        String source = source(authorization, call);
        List<JsonNode> messages = messages(call);
        Instant receivedAt = engine.now();
        // No part is larger than the whole, so most calls need not be measured.
        boolean measured = bytes.length > Limits.EVENT;
        List<Reading> readings = new ArrayList<>();
        for (JsonNode message : messages) {
            boolean tooLarge = measured && bodies.size(message) > Limits.EVENT;
            readings.add(
                    tooLarge
                            ? new Reading.Rejection(
                                    Limits.EVENT_TOO_LARGE, "it is larger than " + Limits.EVENT + " bytes")
                            : ingest.read(
                                    message, new Arrival(source, receivedAt, null, call.get("sentAt"), backfill)));
        }
        Results results = take(messages, readings, isTrusted(authorization, call));
        if (results.hasTooLarge()) {
            throw new ProblemException(tooLarge(results, detail));
        }
        return replies.ok(success(results.fields(detail)));
    }

    private static List<JsonNode> messages(JsonNode call) {
        JsonNode batch = call.path("batch");
        if (!batch.isArray()) {
            throw ProblemException.badRequest(
                    "missing_batch", "The body has no list named batch.", "Send {\"batch\":[…]}.");
        }
        if (batch.size() > Limits.BATCH_EVENTS) {
            throw ProblemException.badRequest(
                    Limits.BATCH_TOO_LARGE,
                    "The batch has " + batch.size() + " messages, more than " + Limits.BATCH_EVENTS + ".",
                    "Split it into several calls.");
        }
        List<JsonNode> messages = new ArrayList<>();
        batch.forEach(messages::add);
        return messages;
    }

    /** As Segment, the call is answered 400; unlike there, nothing else in the batch is lost. */
    private static Problem tooLarge(Results results, boolean detail) {
        Map<String, @Nullable Object> more = results.fields(detail);
        more.put("taken", results.takenCount());
        return new Problem(
                BAD_REQUEST,
                Limits.EVENT_TOO_LARGE,
                "Messages larger than " + Limits.EVENT + " bytes are not taken; the other " + results.takenCount()
                        + " that are in order are.",
                "Send smaller messages in place of those listed as rejected.",
                more);
    }

    /** @param trusted whether the sender may ask for what a page of the shop may not, and be told more of others */
    private Results take(List<JsonNode> messages, List<Reading> readings, boolean trusted) {
        List<@Nullable CompletableFuture<Taken>> outcomes = new ArrayList<>();
        for (Reading reading : readings) {
            outcomes.add(
                    reading instanceof Reading.Accepted accepted
                            ? engine.ingest(
                                    trusted
                                            ? accepted.incoming()
                                            : accepted.incoming().fromAnybody())
                            : null);
        }
        Results results = new Results();
        for (int index = 0; index < messages.size(); index++) {
            String messageId = Ingest.messageId(messages.get(index));
            CompletableFuture<Taken> outcome = outcomes.get(index);
            if (outcome != null) {
                Taken taken = Waiting.on(outcome);
                results.taken(index, messageId, trusted ? taken : taken.with(null));
            } else if (readings.get(index) instanceof Reading.Rejection rejection) {
                results.rejected(index, messageId, rejection);
            }
        }
        return results;
    }

    private static Map<String, @Nullable Object> success(Map<String, @Nullable Object> fields) {
        Map<String, @Nullable Object> answer = new TreeMap<>(fields);
        answer.put("success", true);
        return answer;
    }

    /** A key that only sends may be in every browser; one that may ask as well is a server's. */
    private boolean isTrusted(@Nullable String authorization, JsonNode body) {
        return keys.access(presented(authorization, body), Set.of(Scope.DECIDE)) == Keys.Access.GRANTED;
    }

    private static @Nullable String presented(@Nullable String authorization, JsonNode body) {
        String inHeader = Keys.presented(authorization);
        return inHeader != null ? inHeader : body.path("writeKey").textValue();
    }

    private String source(@Nullable String authorization, JsonNode body) {
        String presented = presented(authorization, body);
        access.check(presented, Scope.INGEST);
        return keys.source(presented)
                .orElseThrow(() -> new ProblemException(new Problem(
                        401,
                        "missing_write_key",
                        "The call has no write key that could name its source.",
                        "Send one as the user name of Basic authentication, as in curl -u shop: …")));
    }
}
