package dev.opportune.app.config;

import dev.opportune.app.auth.Key;
import dev.opportune.app.auth.Scope;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotEmpty;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One of the {@code keys}. */
public record KeyConfig(
        @NotEmpty String name,
        @NotEmpty String hash,
        @NotEmpty Set<Scope> scopes,
        @Min(1) @Nullable Integer requestsPerSecond) {
    /** @throws IllegalArgumentException if it is not written as it should be; the message says how */
    public Key toKey() {
        return new Key(name, hash, scopes, requestsPerSecond);
    }
}
