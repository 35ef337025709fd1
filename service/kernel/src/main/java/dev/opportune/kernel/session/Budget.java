package dev.opportune.kernel.session;

import dev.opportune.budget.Meter;
import dev.opportune.kernel.store.Why;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.drools.base.base.ValueResolver;
import org.drools.core.common.ReteEvaluator;
import org.jspecify.annotations.Nullable;
import org.kie.api.runtime.KieRuntime;
import org.kie.api.runtime.KieSession;

/** What the rules of one session have used up of its {@link Allowance} since it was built. */
final class Budget implements Meter {
    private static final String NAME = Budget.class.getName();
    /** Going round again is no part of the language: it is paid for as this many beginnings. */
    private static final long PRICE_OF_A_JUMP = 1_000;
    /** What a session used up until it was built may be nearly all; it is not built anew for less than a quarter more. */
    private static final int PARTS = 4;

    private final Allowance allowance;
    private final List<Tally> tallies = new ArrayList<>();
    private final Map<String, Count> firings = new HashMap<>();
    private final Map<String, Count> code = new HashMap<>();
    private final Map<String, Count> codeOfOneFiring = new HashMap<>();
    private long facts;
    private long comparisons;
    private long matches;
    private long comparisonsOfOne;
    private long comparisonsOfAll;
    private long matchesOfOne;
    private long matchesOfAll;
    private @Nullable String running;
    private String lastCode = "";
    private Count lastCount = new Count();

    private static final class Count {
        private long now;
        private long whenBuilt;
    }

    Budget(Allowance allowance) {
        this.allowance = allowance;
        reckon();
    }

    /** The budget of a session; one without bounds for a session that was given none. */
    static Budget of(ValueResolver session) {
        return session instanceof KieRuntime known && known.getEnvironment().get(NAME) instanceof Budget budget
                ? budget
                : new Budget(Allowance.UNLIMITED);
    }

    void giveTo(KieSession session) {
        session.getEnvironment().set(NAME, this);
    }

    /** That so many facts more are in the session. */
    void facts(int more) {
        facts += more;
        reckon();
    }

    private void reckon() {
        comparisonsOfOne = allowance.comparisonsOfOne(facts);
        comparisonsOfAll = allowance.comparisonsOfAll(facts, tallies.size());
        matchesOfOne = allowance.matchesOfOne(facts);
        matchesOfAll = allowance.matchesOfAll(facts, tallies.size());
    }

    /** A new condition to count for. */
    Tally tally(CountedConstraints<?> condition) {
        Tally tally = new Tally(condition);
        tallies.add(tally);
        reckon();
        return tally;
    }

    /** What one condition that joins facts has used up. */
    final class Tally {
        private final CountedConstraints<?> condition;
        private long compared;
        private long comparedWhenBuilt;
        private long kept;
        private long keptWhenCounted;

        private Tally(CountedConstraints<?> condition) {
            this.condition = condition;
        }

        /** A pair is about to be looked at. */
        void compare() {
            if (++compared > comparisonsOfOne) {
                throw tooSlow(this);
            }
            if (++comparisons > comparisonsOfAll) {
                throw tooSlow(largest(Comparator.comparingLong((Tally tally) -> tally.compared)));
            }
        }

        /** A pair matches, and is kept. */
        void keep() {
            if (++kept > matchesOfOne) {
                throw tooLarge(this);
            }
            if (++matches > matchesOfAll) {
                throw tooLarge(largest(Comparator.comparingLong((Tally tally) -> tally.kept)));
            }
        }

        private void recount(ReteEvaluator session) {
            boolean worthIt = kept > matchesOfOne / 2 && kept - keptWhenCounted > matchesOfOne / (2 * PARTS);
            if (worthIt || kept > matchesOfOne) {
                long exact = condition.matchesIn(session);
                matches += exact - kept;
                kept = exact;
                keptWhenCounted = exact;
                if (kept > matchesOfOne) {
                    throw tooLarge(this);
                }
            }
        }
    }

    private Tally largest(Comparator<Tally> order) {
        return Collections.max(tallies, order);
    }

    private OverBudget tooSlow(Tally tally) {
        return new OverBudget(
                Why.TOO_SLOW,
                tally.condition.rules(),
                "compared facts with each other " + tally.compared + " times, of " + comparisons
                        + " by all rules; there are " + facts
                        + " facts. Let a pattern say now, or join it by an equal property");
    }

    private OverBudget tooLarge(Tally tally) {
        return new OverBudget(
                Why.TOO_MUCH_MEMORY,
                tally.condition.rules(),
                "keeps " + tally.kept + " partial matches, of " + matches + " by all rules; there are " + facts
                        + " facts. Let a pattern say now, or join it by an equal property");
    }

    /** The consequence of a rule begins. */
    void fire(String rule) {
        running = rule;
        codeOfOneFiring.clear();
        forgetLastCode();
        Count count = firings.computeIfAbsent(rule, one -> new Count());
        if (++count.now > allowance.firingsOfOne(facts)) {
            throw tooManyFirings(rule, "fired " + count.now + " times; there are " + facts + " facts");
        }
    }

    /** The consequence is over. */
    void fired() {
        running = null;
        forgetLastCode();
    }

    /** The rule whose consequence runs. */
    @Nullable
    String running() {
        return running;
    }

    static OverBudget tooManyFirings(String rule, String message) {
        return new OverBudget(Why.TOO_MANY_FIRINGS, new TreeSet<>(List.of(rule)), message);
    }

    @Override
    public void enter(String begun) {
        spend(begun, 1);
    }

    @Override
    public void jump(String jumping) {
        spend(jumping, PRICE_OF_A_JUMP);
    }

    /** A consequence is counted at each firing anew: whether it fails must not depend on how often it has run. */
    private void spend(String name, long price) {
        if (!name.equals(lastCode)) {
            lastCode = name;
            lastCount = (running == null ? code : codeOfOneFiring).computeIfAbsent(name, one -> new Count());
        }
        lastCount.now += price;
        if (lastCount.now > allowance.codeOfOne(facts)) {
            throw new OverBudget(
                    Why.TOO_SLOW, Collections.emptySortedSet(), "its code goes round, or calls itself, without end");
        }
    }

    private void forgetLastCode() {
        lastCode = "";
    }

    /** The session is built: what it has used up until now, it would use up again. */
    void built() {
        tallies.forEach(tally -> {
            tally.comparedWhenBuilt = tally.compared;
            tally.keptWhenCounted = tally.kept;
        });
        firings.values().forEach(count -> count.whenBuilt = count.now);
        code.values().forEach(count -> count.whenBuilt = count.now);
    }

    /** Counts what is still kept, where much of what was may be gone. */
    void recount(ReteEvaluator session) {
        tallies.forEach(tally -> tally.recount(session));
    }

    /** Whether so much is used up that the session should be built anew. */
    boolean isWorn() {
        return tallies.stream().anyMatch(tally -> isWorn(tally.compared, tally.comparedWhenBuilt, comparisonsOfOne))
                || firings.values().stream()
                        .anyMatch(count -> isWorn(count.now, count.whenBuilt, allowance.firingsOfOne(facts)))
                || code.values().stream()
                        .anyMatch(count -> isWorn(count.now, count.whenBuilt, allowance.codeOfOne(facts)));
    }

    private static boolean isWorn(long now, long whenBuilt, long allowed) {
        return now > allowed || (now > allowed / 2 && now - whenBuilt > allowed / PARTS);
    }
}
