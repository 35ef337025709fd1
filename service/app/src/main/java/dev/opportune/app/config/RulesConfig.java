package dev.opportune.app.config;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.opportune.app.auth.Key;
import dev.opportune.app.auth.Scope;
import dev.opportune.app.service.RulesTerms;
import dev.opportune.authoring.Suggestion;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Where the rules are, and on which terms others go live. */
public final class RulesConfig {
    @NotBlank
    @JsonProperty
    private String folder = "rules";

    @NotNull
    @JsonProperty
    private Approval approval = Approval.NONE;

    /** The name of the key of whoever writes to the folder. */
    @JsonProperty
    private @Nullable String folderOwner;

    @Min(0)
    @JsonProperty
    private int quarantineAfter = RulesTerms.DEFAULT.quarantineAfter();

    /** Who has to agree to a change. */
    public enum Approval {
        NONE("none"),
        SECOND_PERSON("second-person");

        private final String word;

        Approval(String word) {
            this.word = word;
        }

        /** @throws IllegalArgumentException if there is none of that name; the message says what was meant */
        @JsonCreator
        static Approval of(String text) {
            for (Approval approval : values()) {
                if (approval.word.equals(text)) {
                    return approval;
                }
            }
            throw new IllegalArgumentException("rules.approval is \"" + text + "\": "
                    + Suggestion.hint(text, List.of(NONE.word, SECOND_PERSON.word)));
        }
    }

    public RulesConfig() {}

    /** The folder alone, everything else being as usual. */
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    static RulesConfig of(String folder) {
        RulesConfig config = new RulesConfig();
        config.folder = folder;
        return config;
    }

    Path folder() {
        return Path.of(folder);
    }

    RulesTerms terms() {
        return new RulesTerms(approval == Approval.SECOND_PERSON, quarantineAfter, folderOwner);
    }

    /**
     * Refuses terms that nobody could keep.
     *
     * @param keys all there are
     * @throws IllegalArgumentException then; the message says what to do
     */
    public static void check(OpportuneConfig config, List<Key> keys) {
        RulesTerms terms = config.terms();
        String owner = terms.folderOwner();
        Set<String> names = keys.stream().map(Key::name).collect(Collectors.toCollection(TreeSet::new));
        if (owner != null && !names.contains(owner)) {
            throw new IllegalArgumentException("rules.folderOwner is \"" + owner + "\", which is the name of no key: "
                    + (names.isEmpty() ? "there are none" : Suggestion.hint(owner, names)));
        }
        if (owner != null && !terms.secondPerson()) {
            throw new IllegalArgumentException(
                    "rules.folderOwner says who cannot approve what is saved in the folder, and"
                            + " rules.approval is none: set it to second-person, or leave rules.folderOwner out");
        }
        boolean someoneMayAgree = keys.stream()
                .anyMatch(key ->
                        key.scopes().contains(Scope.AUTHOR) && !key.name().equals(owner));
        if (terms.secondPerson() && !someoneMayAgree) {
            throw new IllegalArgumentException("rules.approval is second-person, and no key"
                    + (owner == null ? "" : " besides that of rules.folderOwner")
                    + " has the scope author: without"
                    + " keys nobody can be told from anybody. Give each of those who change rules a key of their own with"
                    + " the scope author (keys create NAME --scope author), or set rules.approval to none");
        }
    }
}
