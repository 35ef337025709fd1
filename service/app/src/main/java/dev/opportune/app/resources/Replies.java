package dev.opportune.app.resources;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.opportune.app.api.Json;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.jspecify.annotations.Nullable;

/** Writes answers. All are bytes of canonical JSON. */
final class Replies {
    private static final int UNAUTHORIZED = 401;
    private static final int UNAVAILABLE = 503;

    private final Json json;

    Replies(Json json) {
        this.json = json;
    }

    Response ok(@Nullable Object body) {
        return okJson(json.write(body));
    }

    /** What was asked for is there now. */
    Response created(@Nullable Object body) {
        return Response.status(Response.Status.CREATED)
                .entity(json.write(body).getBytes(UTF_8))
                .type(MediaType.APPLICATION_JSON_TYPE)
                .build();
    }

    /** What was asked for is not done yet. */
    Response accepted(@Nullable Object body) {
        return Response.accepted(json.write(body).getBytes(UTF_8))
                .type(MediaType.APPLICATION_JSON_TYPE)
                .build();
    }

    /** An answer that is JSON already. */
    Response okJson(String body) {
        return Response.ok(body.getBytes(UTF_8), MediaType.APPLICATION_JSON_TYPE)
                .build();
    }

    Response problem(Problem problem) {
        Response.ResponseBuilder response = Response.status(problem.status())
                .type(Problem.MEDIA_TYPE)
                .entity(json.write(problem.fields()).getBytes(UTF_8));
        if (problem.more().get(Problem.RETRY_AFTER) instanceof Long seconds) {
            response.header(HttpHeaders.RETRY_AFTER, seconds);
        } else if (problem.status() == UNAVAILABLE) {
            response.header(HttpHeaders.RETRY_AFTER, 1);
        } else if (problem.status() == UNAUTHORIZED) {
            response.header(HttpHeaders.WWW_AUTHENTICATE, "Basic realm=\"opportune\", charset=\"UTF-8\"");
        }
        return response.build();
    }
}
