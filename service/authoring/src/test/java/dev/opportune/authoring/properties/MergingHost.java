package dev.opportune.authoring.properties;

import dev.opportune.authoring.properties.Move.Activate;
import dev.opportune.authoring.properties.Move.Arrive;
import dev.opportune.authoring.properties.Move.Claim;
import dev.opportune.authoring.properties.Move.Mishap;
import dev.opportune.kernel.decision.Decision;
import dev.opportune.kernel.session.ProfileSession;
import dev.opportune.kernel.session.Rulesets;
import dev.opportune.kernel.session.Settings;
import dev.opportune.kernel.store.Advance;
import dev.opportune.kernel.store.InMemoryStore;
import dev.opportune.kernel.store.Receipt;
import dev.opportune.kernel.store.Timeline;
import dev.opportune.kernel.timeline.Entry;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;

/**
 * A service that takes one person for two until it is told better: what the person does goes to either of two profiles,
 * and from one move on, in which the two become one, to the survivor.
 */
final class MergingHost {
    static final String VISITOR = "visitor";

    private final Plan plan;
    private final SplittableRandom chance;
    private final int mergedBefore;
    private final Map<String, Inspector> inspectors;
    private final InMemoryStore store = new InMemoryStore();
    private final Rulesets rulesets = Revisions.of(store);
    private final Map<String, ProfileSession> sessions = new TreeMap<>();
    private final Map<String, Journal> journals = new TreeMap<>();
    private boolean judgedSince;
    private boolean merged;

    /** @param which chooses who does what, and when the two become one */
    MergingHost(Plan plan, long which) {
        this.plan = plan;
        this.chance = new SplittableRandom(which);
        this.mergedBefore = chance.nextInt(plan.moves().size() + 1);
        this.inspectors = Map.of(VISITOR, new Inspector(plan, VISITOR), plan.profileId(), new Inspector(plan));
        journals.put(VISITOR, new Journal());
        journals.put(plan.profileId(), new Journal());
    }

    MergingHost run() {
        Activate first = plan.activations().get(0);
        Revisions.activate(store, first.at(), first.which());
        int count = 0;
        Instant now = first.at();
        for (Move move : plan.moves()) {
            if (count++ == mergedBefore) {
                merge(now);
            }
            now = move.at();
            if (plan.prompt()) {
                wakeUp(now);
            }
            make(move);
        }
        if (!merged) {
            merge(now);
        }
        wakeUp(plan.end());
        closeAll();
        return this;
    }

    private void make(Move move) {
        if (move instanceof Activate activate) {
            Revisions.activate(store, move.at(), activate.which());
        } else if (move instanceof Arrive arrive) {
            arrive(arrive.entry(), move.at());
        } else if (move instanceof Mishap) {
            closeAll();
        } else if (move instanceof Claim) {
            String profile = someone();
            look(profile, move.at());
            session(profile).handOver(move.at(), Set.of()).ifPresent(advance -> note(advance, move.at()));
        } else {
            look(someone(), move.at());
        }
    }

    private String someone() {
        return merged || chance.nextBoolean() ? plan.profileId() : VISITOR;
    }

    private void arrive(Entry entry, Instant now) {
        if (journals.values().stream().anyMatch(journal -> journal.knows(entry))) {
            return;
        }
        String profile = someone();
        judgedSince |= journals.get(profile).isJudgedSince(entry.occurredAt());
        note(session(profile).accept(entry.of(profile)), now);
    }

    private void merge(Instant now) {
        if (chance.nextBoolean()) {
            look(plan.profileId(), now);
            look(VISITOR, now);
        }
        merged = true;
        Timeline visitor = store.wholeTimeline(VISITOR).orElseGet(() -> Timeline.empty(VISITOR));
        Journal theirs = journals.remove(VISITOR);
        Journal ours = journals.get(plan.profileId());
        theirs.sorted().stream()
                .findFirst()
                .ifPresent(earliest -> judgedSince |=
                        ours.isJudgedSince(earliest.occurredAt()) || theirs.isJudgedSince(earliest.occurredAt()));
        theirs.sorted().forEach(entry -> ours.take(entry.of(plan.profileId())));
        theirs.decisions.forEach((id, decision) -> ours.decisions.put(id, decision.of(plan.profileId())));
        note(session(plan.profileId()).absorb(visitor, false), now);
        // As the service does: other rules may have gone live since both were looked at.
        look(plan.profileId(), now);
        ProfileSession gone = sessions.remove(VISITOR);
        if (gone != null) {
            gone.close();
        }
    }

    private void look(String profile, Instant now) {
        session(profile).advanceTo(now).ifPresent(advance -> note(advance, now));
    }

    /** Wakes both up at every instant at which they ask to be looked at. */
    private void wakeUp(Instant now) {
        for (String profile : List.copyOf(journals.keySet())) {
            for (Instant due = due(profile); due != null && !due.isAfter(now); due = due(profile)) {
                look(profile, due);
            }
            look(profile, now);
        }
    }

    private Instant due(String profile) {
        return session(profile).timeline().state().wakeUp();
    }

    private void note(Advance advance, Instant now) {
        Journal journal = journals.get(advance.profileId());
        Journal before = new Journal(journal);
        if (advance.entry() != null) {
            journal.take(advance.entry());
        }
        advance.changed().forEach(decision -> journal.decisions.put(decision.id(), decision));
        Objects.requireNonNull(inspectors.get(advance.profileId())).inspect(before, journal, advance.changed(), now);
        if (!store.commit(List.of(advance), now).equals(List.of(Receipt.COMMITTED))) {
            throw new AssertionError("not committed: " + advance);
        }
    }

    private void closeAll() {
        sessions.values().forEach(ProfileSession::close);
        sessions.clear();
    }

    private ProfileSession session(String profile) {
        return sessions.computeIfAbsent(
                profile,
                id -> ProfileSession.open(
                        store.timeline(id).orElseGet(() -> Timeline.empty(id)),
                        () -> store.wholeTimeline(id).orElseGet(() -> Timeline.empty(id)),
                        rulesets,
                        Settings.of(plan.unknownConsentGranted())));
    }

    /** What was decided in the end, as the host was told. */
    Map<String, Decision> decisions() {
        return journals.get(plan.profileId()).decisions;
    }

    /** The same, as it is stored. */
    Collection<Decision> stored() {
        return store.wholeTimeline(plan.profileId()).orElseThrow().decisions();
    }

    /** Whether, when something came to be known, a message had been judged at or after its time. */
    boolean isJudgedSince() {
        return judgedSince;
    }

    Rulesets rulesets() {
        return rulesets;
    }
}
