package dev.opportune.app.service;

/**
 * On which terms rules go live and stay.
 *
 * @param secondPerson whether somebody else than who proposed a change must make it live
 * @param quarantineAfter for how many profiles a rule must fail to be left out for everybody; 0: it never is
 */
public record RulesTerms(boolean secondPerson, int quarantineAfter) {
    public static final RulesTerms DEFAULT = new RulesTerms(false, 3);

    public RulesTerms {
        if (quarantineAfter < 0) {
            throw new IllegalArgumentException("quarantineAfter must be 0 or more");
        }
    }
}
