package dev.opportune.app.resources;

import dev.opportune.app.auth.Keys;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Stands before every call but those that {@linkplain KeepsItsOwnDoor keep their own door}: asks for the key, and lets no page of another origin change
 * anything through a browser that happens to be able to reach the service. A page can send a form anywhere unasked, but
 * not JSON, and not without naming its origin.
 */
final class Doorman implements ContainerRequestFilter {
    private static final int FORBIDDEN = 403;
    private static final int UNSUPPORTED_MEDIA_TYPE = 415;
    private static final Set<String> CHANGING_NOTHING = Set.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.OPTIONS);

    private final Access access;
    private final Set<String> allowedOrigins;

    @Context
    private @Nullable ResourceInfo called;

    Doorman(Access access, Set<String> allowedOrigins) {
        this.access = access;
        this.allowedOrigins = Set.copyOf(allowedOrigins);
    }

    @Override
    public void filter(ContainerRequestContext request) {
        if (declared(KeepsItsOwnDoor.class) != null) {
            return;
        }
        Needs needs = declared(Needs.class);
        if (needs != null) {
            access.check(Keys.presented(request.getHeaderString(HttpHeaders.AUTHORIZATION)), needs.value());
        } else if (declared(Path.class) != null) {
            throw new IllegalStateException("a resource says neither what it needs nor why it keeps its own door");
        }
        if (!CHANGING_NOTHING.contains(request.getMethod())) {
            checkOrigin(request.getHeaderString("Origin"));
            checkType(request.getMediaType());
        }
    }

    /** What the method that is called says or, where it says nothing, its class. */
    private <A extends Annotation> @Nullable A declared(Class<A> kind) {
        Method method = called == null ? null : called.getResourceMethod();
        Class<?> resource = called == null ? null : called.getResourceClass();
        A declared = method == null ? null : method.getAnnotation(kind);
        return declared != null || resource == null ? declared : resource.getAnnotation(kind);
    }

    private void checkOrigin(@Nullable String origin) {
        if (origin != null && !allowedOrigins.contains(origin)) {
            throw new ProblemException(new Problem(
                    FORBIDDEN,
                    "origin_not_allowed",
                    "Pages of " + origin + " may not do this.",
                    "Call from a server, or name the origin under allowedOrigins in the configuration."));
        }
    }

    private static void checkType(@Nullable MediaType type) {
        if (type == null || !MediaType.APPLICATION_JSON_TYPE.isCompatible(type) || type.isWildcardType()) {
            throw new ProblemException(new Problem(
                    UNSUPPORTED_MEDIA_TYPE,
                    "not_json",
                    "The Content-Type is not application/json.",
                    "Send JSON, and say so in Content-Type."));
        }
    }
}
