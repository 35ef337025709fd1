package dev.opportune.app.auth;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What a key opens. */
public enum Scope {
    /** Sending events. */
    @JsonProperty("ingest")
    INGEST,
    /** Asking for the next email, and reading decisions, profiles and rules. */
    @JsonProperty("decide")
    DECIDE,
    /** Reading rules, checking them, and making others live. */
    @JsonProperty("rules")
    RULES
}
