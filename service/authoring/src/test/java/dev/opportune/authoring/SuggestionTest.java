package dev.opportune.authoring;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class SuggestionTest {
    private static final List<String> KNOWN =
            List.of("channel", "open_for", "owner", "paused", "priority", "valid_for");

    @Test
    void wordWithSwappedLetters_isFound() {
        assertThat(Suggestion.nearest("onwer", KNOWN)).hasValue("owner");
    }

    @Test
    void wordInAnotherSpelling_isFound() {
        assertThat(Suggestion.nearest("Valid-For", KNOWN)).hasValue("valid_for");
    }

    @Test
    void wordNearNothing_isNotGuessed() {
        assertThat(Suggestion.nearest("salience", KNOWN)).isEmpty();
        assertThat(Suggestion.hint("salience", KNOWN)).startsWith("known are channel, open_for");
    }

    @Test
    void shortWord_isNotReplacedByAnother() {
        assertThat(Suggestion.nearest("to", List.of("at"))).isEmpty();
    }
}
