package dev.opportune.kernel.session;

/**
 * What one session may do, as counts and never as time, so that a replay is stopped where the first run was. All counts begin
 * when the session is built, and each grows with the number of facts in it: going through all of a long history once more is
 * no offence, comparing each event of it with each other is.
 *
 * <p>A session that has used up much of its allowance over many steps is built anew. So a rule goes over it at a step that
 * depends on the profile's facts alone, not on how long a host has kept the session.
 *
 * @param comparisons pairs of a partial match and a fact that one condition may look at
 * @param comparisonsPerFact as many more for each fact
 * @param matches partial matches that one condition may keep, at about 150 bytes each
 * @param matchesPerFact as many more for each fact
 * @param firings how often one rule may fire
 * @param firingsPerFact as many more for each fact
 * @param proposals what one rule may propose in one step
 */
public record Allowance(
        long comparisons,
        long comparisonsPerFact,
        long matches,
        long matchesPerFact,
        long firings,
        long firingsPerFact,
        int proposals) {
    /** Stops what a profile of sixty events cannot need, and lets one of a hundred thousand be. */
    public static final Allowance USUAL = new Allowance(1_000_000, 100, 20_000, 4, 10_000, 4, 2_000);

    /** For sessions that nobody waits for. */
    static final Allowance UNLIMITED =
            new Allowance(Long.MAX_VALUE / 16, 0, Long.MAX_VALUE / 16, 0, Long.MAX_VALUE / 16, 0, Integer.MAX_VALUE);

    /** All conditions of a session together may do as much as this many alone, as long as the facts are few. */
    private static final int TOGETHER = 4;
    /** And go through all facts this often each. */
    private static final int COMPARISONS_EACH = 10;

    private static final int MATCHES_EACH = 2;
    /** Code may begin this often for each pair that one condition may look at: conditions share code. */
    private static final int CODE = 10;

    long comparisonsOfOne(long facts) {
        return comparisons + comparisonsPerFact * facts;
    }

    long comparisonsOfAll(long facts, int conditions) {
        return TOGETHER * comparisons + comparisonsPerFact * facts + COMPARISONS_EACH * facts * conditions;
    }

    long matchesOfOne(long facts) {
        return matches + matchesPerFact * facts;
    }

    long matchesOfAll(long facts, int conditions) {
        return TOGETHER * matches + matchesPerFact * facts + MATCHES_EACH * facts * conditions;
    }

    long firingsOfOne(long facts) {
        return firings + firingsPerFact * facts;
    }

    long codeOfOne(long facts) {
        return CODE * comparisonsOfOne(facts);
    }
}
