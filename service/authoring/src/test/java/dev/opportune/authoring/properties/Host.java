package dev.opportune.authoring.properties;

import static org.assertj.core.api.Assertions.assertThat;

import dev.opportune.authoring.properties.Move.Activate;
import dev.opportune.authoring.properties.Move.Arrive;
import dev.opportune.authoring.properties.Move.Claim;
import dev.opportune.authoring.properties.Move.Mishap;
import dev.opportune.authoring.properties.Move.What;
import dev.opportune.kernel.session.ProfileSession;
import dev.opportune.kernel.session.Rulesets;
import dev.opportune.kernel.session.Settings;
import dev.opportune.kernel.store.Advance;
import dev.opportune.kernel.store.InMemoryStore;
import dev.opportune.kernel.store.Receipt;
import dev.opportune.kernel.store.Timeline;
import dev.opportune.kernel.timeline.Entry;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** A service with one profile, to which everything happens that happens to services. */
final class Host {
    private final Plan plan;
    private final boolean calm;
    private final Inspector inspector;
    private final InMemoryStore store = new InMemoryStore();
    private final Rulesets rulesets = Revisions.of(store);
    private final List<Advance> unwritten = new ArrayList<>();
    private final List<Move> sinceWritten = new ArrayList<>();
    private final Set<String> suffered = new TreeSet<>();
    private Journal journal = new Journal();
    private Journal written = new Journal();
    private ProfileSession session;
    private boolean judgedSince;

    Host(Plan plan) {
        this(plan, false);
    }

    /** @param calm whether nothing ever happens to its session */
    Host(Plan plan, boolean calm) {
        this.plan = plan;
        this.calm = calm;
        this.inspector = new Inspector(plan);
    }

    /** Goes through the whole plan, and closes in the end. */
    Host run() {
        Activate first = plan.activations().get(0);
        Revisions.activate(store, first.at(), first.which());
        for (Move move : plan.moves()) {
            wakeUpOnTime(move.at());
            make(move);
        }
        wakeUpOnTime(plan.end());
        look(plan.end());
        if (!calm) {
            close(plan.end());
        }
        look(plan.end());
        close(plan.end());
        assertThat(store.wholeTimeline(plan.profileId())
                        .map(Timeline::decisions)
                        .orElse(List.of()))
                .as("what is stored")
                .containsExactlyInAnyOrderElementsOf(journal.decisions.values());
        return this;
    }

    private void make(Move move) {
        if (move instanceof Activate activate) {
            suffered.add("activation");
            Revisions.activate(store, move.at(), activate.which());
        } else if (move instanceof Mishap mishap) {
            if (!calm) {
                mishap(mishap.what(), move.at());
            }
        } else {
            act(move);
        }
    }

    /** What is done again where the process ended before it was written. */
    private void act(Move move) {
        if (move instanceof Arrive arrive) {
            arrive(arrive.entry(), move.at());
        } else {
            look(move.at());
            if (move instanceof Claim) {
                session().handOver(move.at(), Set.of()).ifPresent(advance -> note(advance, move.at()));
            }
        }
        sinceWritten.add(move);
    }

    private void arrive(Entry entry, Instant now) {
        if (journal.knows(entry)) {
            suffered.add("duplicate");
            return;
        }
        boolean judged = journal.isJudgedSince(entry.occurredAt());
        Advance advance = session().accept(entry);
        if (advance.late()) {
            suffered.add(judged ? "late, judged since" : "late");
        }
        judgedSince |= judged;
        note(advance, now);
    }

    private void mishap(What what, Instant now) {
        suffered.add(what.name());
        switch (what) {
            case WRITE -> write(now);
            case EVICT, RESTART -> close(now);
            case CRASH -> {
                List<Move> lost = List.copyOf(sinceWritten);
                unwritten.clear();
                journal = new Journal(written);
                close(now);
                for (Move move : lost) {
                    wakeUpOnTime(move.at());
                    act(move);
                }
                wakeUpOnTime(now);
            }
        }
    }

    private void look(Instant now) {
        session().advanceTo(now).ifPresent(advance -> note(advance, now));
    }

    private void wakeUpOnTime(Instant now) {
        if (plan.prompt()) {
            wakeUp(now);
        }
    }

    /** Wakes up at every instant at which the profile asks to be looked at. */
    private void wakeUp(Instant now) {
        Instant last = null;
        for (Instant due = due(); due != null && !due.isAfter(now); due = due()) {
            assertThat(due).as("the wake-up after one at " + last).isNotEqualTo(last);
            last = due;
            look(due);
        }
        look(now);
    }

    private Instant due() {
        return session().timeline().state().wakeUp();
    }

    private void note(Advance advance, Instant now) {
        Journal before = new Journal(journal);
        if (advance.entry() != null) {
            journal.take(advance.entry());
        }
        advance.changed().forEach(decision -> journal.decisions.put(decision.id(), decision));
        inspector.inspect(before, journal, advance.changed(), now);
        unwritten.add(advance);
    }

    private void write(Instant now) {
        assertThat(store.commit(List.copyOf(unwritten), now)).allMatch(receipt -> receipt == Receipt.COMMITTED);
        unwritten.clear();
        sinceWritten.clear();
        written = new Journal(journal);
    }

    private void close(Instant now) {
        write(now);
        if (session != null) {
            session.close();
            session = null;
        }
    }

    private ProfileSession session() {
        if (session == null) {
            session = ProfileSession.open(
                    store.timeline(plan.profileId()).orElseGet(() -> Timeline.empty(plan.profileId())),
                    this::whole,
                    rulesets,
                    Settings.of(plan.unknownConsentGranted()));
        }
        return session;
    }

    private Timeline whole() {
        write(plan.end());
        return store.wholeTimeline(plan.profileId()).orElseThrow();
    }

    /** What came of it. */
    Journal journal() {
        return journal;
    }

    /** Whether, when some entry arrived, a message had been judged at or after its time. */
    boolean isJudgedSince() {
        return judgedSince;
    }

    /** What happened to it, each once. */
    Set<String> suffered() {
        return suffered;
    }

    Rulesets rulesets() {
        return rulesets;
    }
}
