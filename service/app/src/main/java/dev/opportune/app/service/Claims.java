package dev.opportune.app.service;

import dev.opportune.kernel.decision.Decision;
import dev.opportune.kernel.decision.Delivery;
import dev.opportune.kernel.session.ProfileSession;
import dev.opportune.kernel.session.Ruleset;
import dev.opportune.kernel.store.Advance;
import dev.opportune.kernel.store.Answer;
import dev.opportune.kernel.store.Receipt;
import dev.opportune.kernel.store.Store;
import dev.opportune.kernel.store.StoreException;
import dev.opportune.kernel.store.Timeline;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Function;

/** Hands messages over to apps that ask for them: each once, and a repeated request gets the answer it got before. */
final class Claims {
    static final Duration ANSWERS_KEPT = Duration.ofHours(24);
    private static final int TRIES = 5;

    private final ConcurrentMap<Name, UnderWay> underWay = new ConcurrentHashMap<>();
    private final Store store;
    private final Lanes lanes;
    private final LiveRules rules;
    private final InstantSource clock;
    private final Requests requests;
    private final Function<NextEmail, String> toJson;

    Claims(
            Store store,
            Lanes lanes,
            LiveRules rules,
            InstantSource clock,
            Requests requests,
            Function<NextEmail, String> toJson) {
        this.store = store;
        this.lanes = lanes;
        this.rules = rules;
        this.clock = clock;
        this.requests = requests;
        this.toJson = toJson;
    }

    /** Completes with the answer as JSON when all that belongs to it is durable. */
    CompletableFuture<String> claim(Claim claim) {
        String key = claim.idempotencyKey();
        return key == null ? make(claim, TRIES) : once(claim, new Name(claim.profileId(), key));
    }

    private CompletableFuture<String> once(Claim claim, Name name) {
        UnderWay mine = new UnderWay(claim.requestHash(), new CompletableFuture<>());
        UnderWay earlier = underWay.putIfAbsent(name, mine);
        if (earlier != null) {
            return earlier.request().equals(claim.requestHash())
                    ? earlier.answer().copy()
                    : keyReused(name);
        }
        // The store is asked only after the place under way is taken, else an answer could slip in between.
        kept(claim, name).whenComplete((body, failure) -> {
            underWay.remove(name);
            if (failure != null) {
                mine.answer().completeExceptionally(Lanes.cause(failure));
            } else {
                mine.answer().complete(body);
            }
        });
        return mine.answer();
    }

    private CompletableFuture<String> kept(Claim claim, Name name) {
        try {
            Optional<Answer> kept =
                    store.answer(name.profileId(), name.key(), clock.instant().minus(ANSWERS_KEPT));
            if (kept.isEmpty()) {
                return make(claim, TRIES);
            }
            return kept.get().request().equals(claim.requestHash())
                    ? CompletableFuture.completedFuture(kept.get().body())
                    : keyReused(name);
        } catch (StoreException failure) {
            return CompletableFuture.failedFuture(failure);
        }
    }

    private static CompletableFuture<String> keyReused(Name name) {
        return CompletableFuture.failedFuture(new KeyReusedException(name.key()));
    }

    /** What was not written is tried again, for the profile may have become part of another meanwhile. */
    private CompletableFuture<String> make(Claim claim, int tries) {
        String profileId = store.survivor(claim.profileId());
        return lanes.offer(
                        profileId,
                        profiles -> profiles.find(profileId)
                                .map(profile -> handOver(profile, claim))
                                .orElseGet(() -> nobody(claim, profileId)))
                .exceptionallyComposeAsync(failure -> tries > 1 && Lanes.cause(failure) instanceof NotCommittedException
                        ? make(claim, tries - 1)
                        : CompletableFuture.failedFuture(Lanes.cause(failure)));
    }

    private CompletableFuture<String> nobody(Claim claim, String profileId) {
        return store.survivor(claim.profileId()).equals(profileId)
                ? CompletableFuture.completedFuture(toJson.apply(NextEmail.unknown(
                        profileId, clock.instant(), rules.live().revision())))
                : CompletableFuture.failedFuture(new NotCommittedException(Receipt.STALE));
    }

    private CompletableFuture<String> handOver(OpenProfile profile, Claim claim) {
        ProfileSession session = profile.session();
        Ruleset live = rules.live();
        List<Advance> moves = new ArrayList<>();
        session.advanceTo(clock.instant()).ifPresent(moves::add);
        Instant now = Requests.instantFor(session, clock.instant());
        if (live.asksForRequests()) {
            requests.of(profile.id(), claim, now).forEach(request -> moves.add(session.accept(request)));
        }
        List<Decision> decisions = session.timeline().decisions();
        Optional<Advance> handOver = session.handOver(now, claim.channels());
        handOver.ifPresent(moves::add);
        String body = toJson.apply(
                NextEmail.of(profile.id(), now, handOver.flatMap(Claims::given), decisions, live.revision()));
        keepAnswer(profile, claim, body, now, moves);
        return submit(profile, moves).thenApply(written -> body);
    }

    /** The message that a hand-over gave; empty where it only held some back. */
    static Optional<Decision> given(Advance handOver) {
        List<Decision> changed = handOver.changed();
        return changed.isEmpty()
                ? Optional.empty()
                : Optional.of(changed.get(changed.size() - 1)).filter(Claims::isHandedOver);
    }

    private static boolean isHandedOver(Decision decision) {
        Delivery delivery = decision.delivery();
        return delivery != null && delivery.state() == Delivery.State.HANDED_OVER;
    }

    private static void keepAnswer(OpenProfile profile, Claim claim, String body, Instant now, List<Advance> moves) {
        String key = claim.idempotencyKey();
        if (key == null) {
            return;
        }
        Answer answer = new Answer(claim.profileId(), key, claim.requestHash(), body, now);
        if (moves.isEmpty()) {
            moves.add(answerAlone(profile.session().timeline(), answer));
            // The session knows nothing of this move, so its next one would have a version that is already taken.
            profile.retire();
        } else {
            moves.set(moves.size() - 1, moves.get(moves.size() - 1).with(answer));
        }
    }

    private static Advance answerAlone(Timeline timeline, Answer answer) {
        Timeline.State state = timeline.state();
        Timeline.State next = new Timeline.State(
                state.version() + 1,
                state.reached(),
                state.traits(),
                state.base(),
                state.baseAt(),
                state.exclusions(),
                state.divergedFrom(),
                state.revision(),
                state.wakeUp());
        return new Advance(timeline.profileId(), null, false, List.of(), next, answer);
    }

    private static CompletableFuture<Void> submit(OpenProfile profile, List<Advance> moves) {
        CompletableFuture<Void> all = CompletableFuture.completedFuture(null);
        for (Advance move : moves) {
            all = all.thenCombine(profile.submit(move), (before, receipt) -> {
                if (receipt != Receipt.COMMITTED) {
                    throw new NotCommittedException(receipt);
                }
                return null;
            });
        }
        return all;
    }

    private record Name(String profileId, String key) {}

    private record UnderWay(String request, CompletableFuture<String> answer) {}
}
