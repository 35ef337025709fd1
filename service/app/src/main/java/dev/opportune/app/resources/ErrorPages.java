package dev.opportune.app.resources;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.opportune.app.api.Json;
import java.nio.ByteBuffer;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/** Answers for what never comes as far as a resource, such as an address that cannot be read. */
public final class ErrorPages extends ErrorHandler {
    private static final int SERVER_ERROR = 500;

    private final Json json;
    private final Envelope envelope;

    public ErrorPages(Json json, Envelope envelope) {
        this.json = json;
        this.envelope = envelope;
    }

    @Override
    public boolean errorPageForMethod(String method) {
        return true;
    }

    @Override
    protected void generateResponse(
            Request request,
            Response response,
            int code,
            @Nullable String message,
            @Nullable Throwable cause,
            Callback callback) {
        String detail = code >= SERVER_ERROR || message == null ? "The request cannot be answered." : message + ".";
        Problem problem = new Problem(code, "http_" + code, detail, "Check the request.");
        Envelope.HEADERS.forEach(response.getHeaders()::put);
        String sent = request.getHeaders().get(Envelope.REQUEST_ID);
        response.getHeaders().put(Envelope.REQUEST_ID, envelope.name(request.getAttribute(Envelope.attribute()), sent));
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, Problem.MEDIA_TYPE);
        response.write(true, ByteBuffer.wrap(json.write(problem.fields()).getBytes(UTF_8)), callback);
    }
}
