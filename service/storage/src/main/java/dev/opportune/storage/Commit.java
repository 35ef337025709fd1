package dev.opportune.storage;

import dev.opportune.kernel.decision.Change;
import dev.opportune.kernel.decision.Decision;
import dev.opportune.kernel.store.Absorbed;
import dev.opportune.kernel.store.Admission;
import dev.opportune.kernel.store.Advance;
import dev.opportune.kernel.store.Answer;
import dev.opportune.kernel.store.Logged;
import dev.opportune.kernel.store.Receipt;
import dev.opportune.kernel.store.Recorded;
import dev.opportune.kernel.timeline.Entry;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * One transaction: first it is asked which advances may be written, then what they add is gathered in the order of
 * acceptance, then each table gets its rows at once.
 */
final class Commit {
    private final Tables tables;
    private final Handle handle;
    private final Instant recordedAt;
    private final Map<String, List<Change>> outcomes = new HashMap<>();
    private final Map<String, Long> places = new HashMap<>();
    private final Map<String, ProfileRows.Put> profiles = new LinkedHashMap<>();
    private final List<Logged.Taken> entries = new ArrayList<>();
    private final Map<String, Recorded> decisions = new LinkedHashMap<>();
    private final List<DecisionRows.NewChange> changes = new ArrayList<>();
    private final List<Answer> answers = new ArrayList<>();
    private long sequence;

    /** The tables that a commit writes to. */
    record Tables(
            ProfileRows profiles,
            ExclusionRows exclusions,
            EntryRows entries,
            DecisionRows decisions,
            AnswerRows answers,
            AbsorbedRows absorbed) {}

    private Commit(Tables tables, Handle handle, Instant recordedAt) {
        this.tables = tables;
        this.handle = handle;
        this.recordedAt = recordedAt;
    }

    static List<Receipt> of(Tables tables, Handle handle, List<Advance> advances, Instant recordedAt) {
        Commit commit = new Commit(tables, handle, recordedAt);
        List<Receipt> receipts = Admission.of(advances, commit.new Committed());
        commit.sequence = commit.lastSequence();
        for (int i = 0; i < advances.size(); i++) {
            if (receipts.get(i) == Receipt.COMMITTED) {
                commit.gather(advances.get(i));
            }
        }
        commit.write();
        return receipts;
    }

    private long lastSequence() {
        return handle.createQuery("SELECT last FROM acceptance")
                .mapTo(Long.class)
                .one();
    }

    private void gather(Advance advance) {
        Absorbed other = advance.absorbed();
        if (other != null) {
            absorb(other, advance);
        }
        Entry entry = advance.entry();
        if (entry != null) {
            entries.add(new Logged.Taken(++sequence, entry, advance.late()));
        }
        for (Decision decision : advance.changed()) {
            gather(decision);
        }
        String id = advance.profileId();
        ProfileRows.Put before = profiles.get(id);
        Instant activeAt = latest(before == null ? null : before.activeAt(), entry == null ? null : entry.occurredAt());
        boolean known = advance.known() || (before != null && before.known());
        profiles.put(id, new ProfileRows.Put(id, advance.state(), activeAt, known));
        Answer answer = advance.answer();
        if (answer != null) {
            answers.add(answer);
        }
    }

    /** What the transaction holds of the profile so far must be there before it can move. */
    private void absorb(Absorbed other, Advance advance) {
        String survivor = advance.profileId();
        profiles.putIfAbsent(survivor, new ProfileRows.Put(survivor, advance.state(), null, false));
        write();
        tables.absorbed().move(handle, other, survivor);
    }

    private void gather(Decision decision) {
        String id = decision.id();
        List<Change> now = decision.changes();
        List<Change> known =
                outcomes.containsKey(id) ? outcomes.get(id) : tables.decisions().changes(handle, id);
        for (int position = 0; position < now.size(); position++) {
            Change change = now.get(position);
            if (position >= known.size() || !change.equals(known.get(position))) {
                changes.add(new DecisionRows.NewChange(id, position, change, ++sequence, recordedAt));
                places.put(id, sequence);
            }
        }
        if (now.size() < known.size() && now.equals(known.subList(0, now.size()))) {
            places.put(id, ++sequence);
        }
        outcomes.put(id, now);
        long place = places.computeIfAbsent(id, unchanged -> tables.decisions().place(handle, unchanged));
        decisions.put(id, new Recorded(decision, place, recordedAt));
    }

    private static @Nullable Instant latest(@Nullable Instant one, @Nullable Instant other) {
        if (one == null || other == null) {
            return one == null ? other : one;
        }
        return one.isAfter(other) ? one : other;
    }

    private void write() {
        tables.profiles().put(handle, profiles.values());
        tables.exclusions().put(handle, profiles.values());
        tables.entries().put(handle, entries);
        tables.decisions().put(handle, decisions.values(), changes);
        tables.answers().put(handle, answers, recordedAt);
        profiles.clear();
        entries.clear();
        decisions.clear();
        changes.clear();
        answers.clear();
        handle.createUpdate("UPDATE acceptance SET last = :last")
                .bind("last", sequence)
                .execute();
    }

    private final class Committed implements Admission.Record {
        @Override
        public long version(String profileId) {
            return tables.profiles().version(handle, profileId);
        }

        @Override
        public boolean knows(String source, String id) {
            return tables.entries().knows(handle, source, id);
        }

        @Override
        public boolean isAbsorbed(String profileId, boolean asked) {
            return tables.absorbed().isAbsorbed(handle, profileId, asked);
        }
    }
}
