package dev.opportune.app.service;

import org.jspecify.annotations.Nullable;

/**
 * On which terms rules go live and stay.
 *
 * @param secondPerson whether somebody else than who proposed a change must make it live
 * @param quarantineAfter for how many profiles a rule must fail to be left out for everybody; 0: it never is
 * @param folderOwner the name of whoever writes to the rules folder, and so cannot be the second person for what is saved
 *     there; null if nobody in particular
 */
public record RulesTerms(
        boolean secondPerson, int quarantineAfter, @Nullable String folderOwner) {
    public static final RulesTerms DEFAULT = new RulesTerms(false, 3);

    public RulesTerms(boolean secondPerson, int quarantineAfter) {
        this(secondPerson, quarantineAfter, null);
    }

    public RulesTerms {
        if (quarantineAfter < 0) {
            throw new IllegalArgumentException("quarantineAfter must be 0 or more");
        }
    }
}
