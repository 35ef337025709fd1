package dev.opportune.app.service;

import dev.opportune.kernel.decision.Decision;
import dev.opportune.kernel.decision.Delivery;
import dev.opportune.kernel.session.ProfileSession;
import dev.opportune.kernel.session.Ruleset;
import dev.opportune.kernel.session.Settings;
import dev.opportune.kernel.store.Store;
import dev.opportune.kernel.store.Timeline;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/** Answers what a claim would be answered now, on sessions that are thrown away: changes nothing, holds up no lane. */
final class Peeks {
    private final Store store;
    private final LiveRules rules;
    private final Settings settings;
    private final InstantSource clock;
    private final Requests requests;

    Peeks(Store store, LiveRules rules, Settings settings, InstantSource clock, Requests requests) {
        this.store = store;
        this.rules = rules;
        this.settings = settings;
        this.clock = clock;
        this.requests = requests;
    }

    NextEmail peek(Claim asked) {
        Instant now = clock.instant();
        checkKey(asked, now);
        String profileId = store.survivor(asked.profileId());
        Optional<Timeline> timeline = store.timeline(profileId);
        return timeline.isEmpty()
                ? NextEmail.unknown(profileId, now, rules.live().revision())
                : peek(asked, timeline.get(), now);
    }

    /** Answers are kept of claims only, so whatever is kept was the answer to another request. */
    private void checkKey(Claim asked, Instant now) {
        String key = asked.idempotencyKey();
        if (key != null
                && store.answer(asked.profileId(), key, now.minus(Claims.ANSWERS_KEPT))
                        .isPresent()) {
            throw new KeyReusedException(key);
        }
    }

    private NextEmail peek(Claim asked, Timeline timeline, Instant now) {
        String id = timeline.profileId();
        try (ProfileSession session =
                ProfileSession.open(timeline, () -> store.wholeTimeline(id).orElse(timeline), rules, settings)) {
            session.advanceTo(now);
            Instant at = Requests.instantFor(session, now);
            Ruleset live = rules.live();
            if (live.asksForRequests()) {
                requests.of(id, asked, at).forEach(session::accept);
            }
            List<Decision> decisions = session.timeline().decisions();
            Optional<Decision> wouldBeGiven = session.handOver(at, asked.channels())
                    .flatMap(Claims::given)
                    .map(decision -> decision.with(Delivery.PENDING));
            return NextEmail.of(id, at, wouldBeGiven, decisions, live.revision());
        }
    }
}
