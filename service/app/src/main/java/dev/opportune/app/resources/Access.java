package dev.opportune.app.resources;

import dev.opportune.app.auth.Key;
import dev.opportune.app.auth.Keys;
import dev.opportune.app.auth.Rates;
import dev.opportune.app.auth.Scope;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Turns away who may not call, or calls too often. */
final class Access {
    private static final int UNAUTHORIZED = 401;
    private static final int FORBIDDEN = 403;
    private static final int TOO_MANY_REQUESTS = 429;

    private final Keys keys;
    private final Rates rates;

    Access(Keys keys, Rates rates) {
        this.keys = keys;
        this.rates = rates;
    }

    /** @throws ProblemException unless whoever presents a key has one of some scopes, and may call again already */
    void check(@Nullable String presented, Scope... scopes) {
        switch (keys.access(presented, Set.of(scopes))) {
            case GRANTED -> keys.key(presented).ifPresent(this::count);
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

    private void count(Key key) {
        Duration wait = rates.take(key);
        if (!wait.isZero()) {
            throw new ProblemException(new Problem(
                    TOO_MANY_REQUESTS,
                    "too_many_requests",
                    "The key \"" + key.name() + "\" calls more often than " + rates.perSecond(key) + " times a second.",
                    "Repeat the same call after Retry-After; send events in batches, for a batch is one call.",
                    Map.of(
                            Problem.RETRY_AFTER,
                            wait.plusSeconds(1).minusNanos(1).toSeconds())));
        }
    }

    private static String named(Scope... scopes) {
        return Stream.of(scopes).map(Scope::word).collect(Collectors.joining(" or "));
    }
}
