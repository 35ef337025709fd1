package dev.opportune.app.resources;

import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.PreMatching;
import jakarta.ws.rs.core.HttpHeaders;

/** Says of a body that is packed in a way nobody here unpacks that it is, where it would be taken for broken JSON. */
@PreMatching
final class Packing implements ContainerRequestFilter {
    private static final int UNSUPPORTED_MEDIA_TYPE = 415;

    @Override
    public void filter(ContainerRequestContext request) {
        // The server has unpacked gzip by now, and taken its label off.
        String encoding = request.getHeaderString(HttpHeaders.CONTENT_ENCODING);
        if (encoding != null && !encoding.isBlank() && !encoding.equalsIgnoreCase("identity")) {
            throw new ProblemException(new Problem(
                    UNSUPPORTED_MEDIA_TYPE,
                    "unsupported_encoding",
                    "The body is packed as " + encoding + ", which is not unpacked here.",
                    "Send it plain or as gzip."));
        }
    }
}
