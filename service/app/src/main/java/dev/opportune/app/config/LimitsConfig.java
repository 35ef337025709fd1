package dev.opportune.app.config;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.opportune.app.auth.Rates;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.time.InstantSource;

/** How much one caller may ask for. */
public final class LimitsConfig {
    @Valid
    @NotNull
    @JsonProperty
    private PerKey perKey = new PerKey();

    /** What each key has for itself. */
    static final class PerKey {
        @Min(1)
        @JsonProperty
        private int requestsPerSecond = 1_000;

        @Min(1)
        @JsonProperty
        private int burst = 2_000;
    }

    /** With every bucket full. */
    public Rates rates(InstantSource clock) {
        return new Rates(perKey.requestsPerSecond, perKey.burst, clock);
    }
}
