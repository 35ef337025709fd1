package dev.opportune.app.resources;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.opportune.app.service.KeyReusedException;
import dev.opportune.app.service.NotCommittedException;
import dev.opportune.app.service.OverloadedException;
import dev.opportune.app.service.WithoutData;
import dev.opportune.kernel.store.StoreException;
import dev.opportune.storage.Overloaded;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Turns whatever a call failed with into a problem; what is inside of the service stays inside. */
final class Failures implements ExceptionMapper<Throwable> {
    private static final Logger LOG = LoggerFactory.getLogger(Failures.class);
    private static final int NOT_FOUND = 404;
    private static final int METHOD_NOT_ALLOWED = 405;
    private static final int NOT_ACCEPTABLE = 406;
    private static final int UNPROCESSABLE = 422;
    private static final int SERVER_ERROR = 500;
    private static final int UNAVAILABLE = 503;

    private final Replies replies;

    Failures(Replies replies) {
        this.replies = replies;
    }

    @Override
    public Response toResponse(Throwable thrown) {
        Throwable failure = cause(thrown);
        Response response = replies.problem(problem(failure));
        if (failure instanceof WebApplicationException known) {
            List<Object> allowed = known.getResponse().getHeaders().get(HttpHeaders.ALLOW);
            if (allowed != null) {
                response.getHeaders().put(HttpHeaders.ALLOW, allowed);
            }
        }
        return response;
    }

    private static Throwable cause(Throwable failure) {
        boolean wrapping = failure instanceof CompletionException || failure instanceof ExecutionException;
        return wrapping && failure.getCause() != null ? failure.getCause() : failure;
    }

    private static Problem problem(Throwable failure) {
        if (failure instanceof ProblemException known) {
            return known.problem();
        }
        if (failure instanceof WebApplicationException known) {
            return problem(known.getResponse().getStatus(), failure);
        }
        if (failure instanceof KeyReusedException) {
            return new Problem(
                    UNPROCESSABLE,
                    "idempotency_key_reused",
                    String.valueOf(failure.getMessage()),
                    "Take a new key for a new request; repeat a request with its body unchanged.");
        }
        if (failure instanceof OverloadedException || failure instanceof Overloaded) {
            return again("overloaded", String.valueOf(failure.getMessage()));
        }
        if (failure instanceof StoreException || failure instanceof NotCommittedException) {
            LOG.error("the database did not take a write, or did not answer", WithoutData.of(failure));
            return again(
                    "storage_unavailable", "The database did not take it: nothing of this call is certain to be kept.");
        }
        if (failure instanceof JsonProcessingException) {
            return Bodies.malformed((JsonProcessingException) failure);
        }
        LOG.error("a call failed", WithoutData.of(failure));
        return new Problem(
                SERVER_ERROR,
                "internal_error",
                "The service failed at this call; its log says why.",
                "Repeat the call; tell the service's operators if that fails too.");
    }

    private static Problem again(String code, String detail) {
        return new Problem(UNAVAILABLE, code, detail, "Repeat the same call after Retry-After; nothing counts twice.");
    }

    private static Problem problem(int status, Throwable failure) {
        return switch (status) {
            case NOT_FOUND -> new Problem(status, "not_found", "There is nothing at this address.", "Check the path.");
            case METHOD_NOT_ALLOWED ->
                new Problem(status, "method_not_allowed", "This address takes other methods.", "See the Allow header.");
            case NOT_ACCEPTABLE ->
                new Problem(status, "not_acceptable", "Answers are JSON.", "Accept application/json.");
            default -> {
                if (status >= SERVER_ERROR) {
                    LOG.error("a call failed", WithoutData.of(failure));
                }
                yield new Problem(status, "http_" + status, "The request cannot be answered.", "Check the request.");
            }
        };
    }
}
