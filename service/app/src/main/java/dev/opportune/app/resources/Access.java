package dev.opportune.app.resources;

import dev.opportune.app.auth.Keys;
import dev.opportune.app.auth.Scope;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Turns away who may not call. */
final class Access {
    private static final int UNAUTHORIZED = 401;
    private static final int FORBIDDEN = 403;

    private Access() {}

    static void check(Keys keys, @Nullable String presented, Scope scope) {
        switch (keys.access(presented, scope)) {
            case GRANTED -> {}
            case UNKNOWN_KEY ->
                throw new ProblemException(new Problem(
                        UNAUTHORIZED,
                        "unknown_key",
                        presented == null ? "The call has no key." : "The key is not known.",
                        "Send a key as the user name of Basic authentication, or as a Bearer token."));
            case WRONG_SCOPE ->
                throw new ProblemException(new Problem(
                        FORBIDDEN,
                        "wrong_scope",
                        "The key does not open this.",
                        "Use a key whose scopes name " + scope.name().toLowerCase(Locale.ROOT) + "."));
        }
    }
}
