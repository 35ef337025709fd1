package dev.opportune.app.resources;

import dev.opportune.app.auth.Keys;
import dev.opportune.app.auth.Scope;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Turns away who may not call. */
final class Access {
    private static final int UNAUTHORIZED = 401;
    private static final int FORBIDDEN = 403;

    private Access() {}

    static void check(Keys keys, @Nullable String presented, Scope... scopes) {
        switch (keys.access(presented, Set.of(scopes))) {
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
                        "Use a key whose scopes name " + named(scopes) + "."));
        }
    }

    private static String named(Scope... scopes) {
        return Stream.of(scopes).map(Scope::word).collect(Collectors.joining(" or "));
    }
}
