package dev.opportune.kernel.session;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.drools.core.time.impl.PseudoClockScheduler;
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

    /** @param firing names what a match is about, just before its consequence runs */
    Engine(KieSession session, Proposals proposals, Function<Match, Firing> firing) {
        this.session = session;
        this.clock = session.getSessionClock();
        session.addEventListener(new DefaultAgendaEventListener() {
            @Override
            public void beforeMatchFired(BeforeMatchFiredEvent event) {
                proposals.begin(firing.apply(event.getMatch()));
            }

            @Override
            public void afterMatchFired(AfterMatchFiredEvent event) {
                proposals.over();
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
        guarded(() -> handle[0] = session.insert(fact));
        return handle[0];
    }

    void update(FactHandle handle, Object fact, String... properties) {
        guarded(() -> session.update(handle, fact, properties));
    }

    void delete(FactHandle handle) {
        guarded(() -> session.delete(handle));
    }

    /** Fires until nothing is left to fire. */
    void fire() {
        guarded(session::fireAllRules);
    }

    private static void guarded(Runnable act) {
        try {
            act.run();
        } catch (RuntimeException thrownByACondition) {
            throw new RuleFailure(thrownByACondition);
        }
    }

    @Override
    public void close() {
        session.dispose();
    }
}
