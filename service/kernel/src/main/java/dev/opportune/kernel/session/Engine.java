package dev.opportune.kernel.session;

import dev.opportune.budget.Meter;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.drools.core.common.ReteEvaluator;
import org.drools.core.time.impl.PseudoClockScheduler;
import org.jspecify.annotations.Nullable;
import org.kie.api.event.rule.AfterMatchFiredEvent;
import org.kie.api.event.rule.BeforeMatchFiredEvent;
import org.kie.api.event.rule.DefaultAgendaEventListener;
import org.kie.api.runtime.KieSession;
import org.kie.api.runtime.rule.FactHandle;
import org.kie.api.runtime.rule.Match;

/** The Drools session of one profile: a working memory on a clock that is set by hand. */
final class Engine implements AutoCloseable {
    /** Expiries lie a century ahead of their events; whatever lies this far ahead is one, and no reason to wake up. */
    private static final Duration BEYOND_ALL_WINDOWS = Duration.ofDays(18_250);

    private final KieSession session;
    private final PseudoClockScheduler clock;
    private final Budget budget;

    /**
     * @param budget of this session, all of it left
     * @param firing names what a match is about, just before its consequence runs
     */
    Engine(KieSession session, Budget budget, Proposals proposals, Function<Match, Firing> firing) {
        this.session = session;
        this.budget = budget;
        budget.giveTo(session);
        this.clock = session.getSessionClock();
        session.addEventListener(new DefaultAgendaEventListener() {
            @Override
            public void beforeMatchFired(BeforeMatchFiredEvent event) {
                budget.fire(event.getMatch().getRule().getName());
                proposals.begin(firing.apply(event.getMatch()));
            }

            @Override
            public void afterMatchFired(AfterMatchFiredEvent event) {
                proposals.over();
                budget.fired();
            }
        });
    }

    Instant now() {
        return Instant.ofEpochMilli(clock.getCurrentTime());
    }

    void advanceTo(Instant instant) {
        long millis = instant.toEpochMilli() - clock.getCurrentTime();
        if (millis > 0) {
            guarded(() -> clock.advanceTime(millis, TimeUnit.MILLISECONDS));
        }
    }

    /** When a temporal condition next comes true by time alone; strictly after {@link #now}. */
    Optional<Instant> nextJob() {
        long wait = clock.getTimeToNextJob();
        return wait > 0 && wait < BEYOND_ALL_WINDOWS.toMillis()
                ? Optional.of(now().plusMillis(wait))
                : Optional.empty();
    }

    FactHandle insert(Object fact) {
        FactHandle[] handle = new FactHandle[1];
        budget.facts(1);
        guarded(() -> handle[0] = session.insert(fact));
        return handle[0];
    }

    void update(FactHandle handle, Object fact, String... properties) {
        guarded(() -> session.update(handle, fact, properties));
    }

    void delete(FactHandle handle) {
        guarded(() -> session.delete(handle));
        budget.facts(-1);
    }

    /** Fires until nothing is left to fire. */
    void fire() {
        guarded(session::fireAllRules);
    }

    /** The session is built. */
    void built() {
        budget.built();
    }

    /** Whether so much of the budget is used up that the session should be built anew. */
    boolean isWorn() {
        guarded(() -> budget.recount((ReteEvaluator) session));
        return budget.isWorn();
    }

    private void guarded(Runnable act) {
        @Nullable Meter before = Meter.use(budget);
        try {
            act.run();
        } catch (RuntimeException | StackOverflowError thrownByACondition) {
            throw new RuleFailure(thrownByACondition, budget.running());
        } finally {
            Meter.use(before);
        }
    }

    @Override
    public void close() {
        session.dispose();
    }
}
