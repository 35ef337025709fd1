package dev.opportune.app.auth;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.opportune.authoring.Suggestion;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** What a key opens. */
public enum Scope {
    /** Sending events. */
    @JsonProperty("ingest")
    INGEST,
    /** Asking for the next email, and reading decisions, profiles and rules. */
    @JsonProperty("decide")
    DECIDE,
    /** Reading rules, checking them, and making others live. */
    @JsonProperty("author")
    AUTHOR,
    /** Saying who may do what: making keys, and revoking them. */
    @JsonProperty("admin")
    ADMIN;

    /** As it is written in the configuration, in calls and on the command line. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** @throws IllegalArgumentException if there is none that is written so; the message says what was meant */
    public static Scope of(String word) {
        for (Scope scope : values()) {
            if (scope.word().equals(word)) {
                return scope;
            }
        }
        throw new IllegalArgumentException("there is no scope \"" + word + "\": " + Suggestion.hint(word, words()));
    }

    /** All of them, as they are written. */
    public static List<String> words() {
        return Stream.of(values()).map(Scope::word).toList();
    }
}
