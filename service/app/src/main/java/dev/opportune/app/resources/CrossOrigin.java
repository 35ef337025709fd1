package dev.opportune.app.resources;

import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.container.PreMatching;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import java.util.regex.Pattern;

/**
 * Lets pages of any origin send events, for that is what a shop's own pages do: a write key is no secret, and nothing but
 * whether the event was taken can be read. Everything else is for the origins that {@link Doorman} knows.
 */
@PreMatching
final class CrossOrigin implements ContainerRequestFilter, ContainerResponseFilter {
    private static final Pattern INGEST =
            Pattern.compile("v1/(track|identify|page|screen|group|alias|batch|import|t|i|p|s|g|a|b)/?");
    private static final int NO_CONTENT = 204;
    private static final String A_DAY = "86400";

    /** Answers the question that a browser asks before it sends anything. */
    @Override
    public void filter(ContainerRequestContext request) {
        boolean asksFirst = request.getMethod().equals(HttpMethod.OPTIONS)
                && request.getHeaderString("Access-Control-Request-Method") != null;
        if (asksFirst && isIngest(request)) {
            request.abortWith(Response.status(NO_CONTENT)
                    .header("Access-Control-Allow-Methods", "POST")
                    .header("Access-Control-Allow-Headers", "authorization, content-type")
                    .header("Access-Control-Max-Age", A_DAY)
                    .build());
        }
    }

    @Override
    public void filter(ContainerRequestContext request, ContainerResponseContext response) {
        if (request.getHeaderString("Origin") != null && isIngest(request)) {
            MultivaluedMap<String, Object> headers = response.getHeaders();
            headers.putSingle("Access-Control-Allow-Origin", "*");
            headers.putSingle("Access-Control-Expose-Headers", "retry-after");
        }
    }

    private static boolean isIngest(ContainerRequestContext request) {
        return INGEST.matcher(request.getUriInfo().getPath()).matches();
    }
}
