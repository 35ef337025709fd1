package dev.opportune.kernel.store;

import dev.opportune.kernel.decision.Change;
import dev.opportune.kernel.decision.Decision;
import dev.opportune.kernel.timeline.Entry;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Keeps everything on the heap, for as long as it lives: for replays and fixtures. */
public final class InMemoryStore implements Store {
    private static final Duration ANSWERS_KEPT = Duration.ofHours(24);

    private final SortedMap<String, Shelf> shelves = new TreeMap<>();
    private final Set<Name> names = new HashSet<>();
    private final Map<String, Recorded> decisions = new HashMap<>();
    private final SortedMap<Long, String> feed = new TreeMap<>();
    private final TreeSet<WakeUp> wakeUps =
            new TreeSet<>(Comparator.comparing(WakeUp::at).thenComparing(WakeUp::profileId));
    private final Map<Name, Answer> answers = new HashMap<>();
    private final Map<String, String> survivors = new HashMap<>();
    private final Set<String> asked = new HashSet<>();
    private final Set<String> known = new HashSet<>();
    private final RevisionShelf revisions = new RevisionShelf();
    private long sequence;

    @Override
    public synchronized Optional<Timeline> timeline(String profileId) {
        return shelf(profileId).map(shelf -> shelf.timeline(profileId));
    }

    @Override
    public synchronized Optional<Timeline> wholeTimeline(String profileId) {
        return shelf(profileId)
                .map(shelf -> new Timeline(
                        profileId,
                        shelf.state.unfolded(),
                        List.copyOf(shelf.entries.values()),
                        shelf.decisions().toList()));
    }

    @Override
    public synchronized Optional<Timeline.State> state(String profileId) {
        return shelf(profileId).map(shelf -> shelf.state);
    }

    private Optional<Shelf> shelf(String profileId) {
        return Optional.ofNullable(shelves.get(profileId));
    }

    @Override
    public synchronized String survivor(String profileId) {
        return shelves.containsKey(profileId) ? profileId : survivors.getOrDefault(profileId, profileId);
    }

    @Override
    public synchronized String survivorOfUser(String profileId) {
        return asked.contains(profileId) ? survivor(profileId) : profileId;
    }

    @Override
    public synchronized long absorbedBy(String profileId) {
        return survivors.values().stream().filter(profileId::equals).count();
    }

    @Override
    public synchronized List<String> absorbed(String profileId) {
        return survivors.entrySet().stream()
                .filter(absorbed -> absorbed.getValue().equals(profileId))
                .map(Map.Entry::getKey)
                .sorted()
                .toList();
    }

    @Override
    public synchronized boolean isKnown(String profileId) {
        return known.contains(profileId);
    }

    @Override
    public synchronized boolean knows(String source, String id) {
        return names.contains(new Name(source, id));
    }

    @Override
    public synchronized List<Receipt> commit(List<Advance> advances, Instant recordedAt) {
        Instant written = recordedAt.truncatedTo(ChronoUnit.MILLIS);
        List<Receipt> receipts = Admission.of(advances, new Committed());
        for (int i = 0; i < advances.size(); i++) {
            if (receipts.get(i) == Receipt.COMMITTED) {
                write(advances.get(i), written);
            }
        }
        return receipts;
    }

    private void write(Advance advance, Instant recordedAt) {
        Shelf shelf = shelves.computeIfAbsent(advance.profileId(), id -> new Shelf());
        Absorbed other = advance.absorbed();
        if (other != null) {
            absorb(other.profileId(), advance.profileId(), shelf);
            if (other.asked()) {
                asked.add(other.profileId());
            }
        }
        if (advance.known()) {
            known.add(advance.profileId());
        }
        Entry entry = advance.entry();
        if (entry != null) {
            names.add(new Name(entry.source(), entry.id()));
            shelf.take(new Logged.Taken(++sequence, entry, advance.late()));
        }
        for (Decision decision : advance.changed()) {
            record(shelf, decision, recordedAt);
        }
        scheduled(advance.profileId(), shelf.state).ifPresent(wakeUps::remove);
        scheduled(advance.profileId(), advance.state()).ifPresent(wakeUps::add);
        shelf.state = advance.state();
        Answer answer = advance.answer();
        if (answer != null) {
            answers.values().removeIf(old -> old.storedAt().isBefore(recordedAt.minus(ANSWERS_KEPT)));
            answers.put(new Name(answer.profileId(), answer.key()), answer);
        }
    }

    private void absorb(String profileId, String survivor, Shelf shelf) {
        Shelf absorbed = shelves.remove(profileId);
        if (absorbed != null) {
            scheduled(profileId, absorbed.state).ifPresent(wakeUps::remove);
            absorbed.taken.values().forEach(line -> shelf.take(((Logged.Taken) line).of(survivor)));
            absorbed.decided.values().forEach(recorded -> {
                Recorded moved =
                        new Recorded(recorded.decision().of(survivor), recorded.sequence(), recorded.recordedAt());
                decisions.put(moved.decision().id(), moved);
                shelf.decided.put(moved.decision().id(), moved);
            });
        }
        if (known.remove(profileId)) {
            known.add(survivor);
        }
        survivors.replaceAll((id, into) -> into.equals(profileId) ? survivor : into);
        survivors.put(profileId, survivor);
    }

    private void record(Shelf shelf, Decision decision, Instant recordedAt) {
        Recorded before = decisions.get(decision.id());
        List<Change> known = before == null ? List.of() : before.decision().changes();
        long place = before == null ? 0 : before.sequence();
        if (!decision.changes().equals(known)) {
            feed.remove(place);
            // Each outcome takes a number of its own; one that is only taken back takes one, too.
            sequence += Math.max(1, outcomesAdded(known, decision.changes()));
            place = sequence;
            feed.put(place, decision.id());
        }
        Recorded recorded = new Recorded(decision, place, recordedAt);
        decisions.put(decision.id(), recorded);
        shelf.decided.put(decision.id(), recorded);
    }

    private static int outcomesAdded(List<Change> known, List<Change> now) {
        int added = Math.max(0, now.size() - known.size());
        for (int i = 0; i < Math.min(known.size(), now.size()); i++) {
            added += known.get(i).equals(now.get(i)) ? 0 : 1;
        }
        return added;
    }

    private static Optional<WakeUp> scheduled(String profileId, Timeline.State state) {
        return state.nextWakeUp().map(at -> new WakeUp(profileId, at));
    }

    @Override
    public synchronized List<WakeUp> wakeUps(Instant until, int limit) {
        return wakeUps.stream()
                .takeWhile(wakeUp -> !wakeUp.at().isAfter(until))
                .limit(limit)
                .toList();
    }

    @Override
    public synchronized Optional<Instant> nextWakeUp() {
        return wakeUps.isEmpty()
                ? Optional.empty()
                : Optional.of(wakeUps.first().at());
    }

    @Override
    public synchronized List<String> profilesNotUnder(
            String rules, Instant activeSince, String afterProfileId, int limit) {
        return shelves.tailMap(afterProfileId).entrySet().stream()
                .filter(shelf -> !shelf.getKey().equals(afterProfileId))
                .filter(shelf -> !shelf.getValue().state.revision().equals(rules))
                .filter(shelf -> !shelf.getValue().activeAt.isBefore(activeSince))
                .limit(limit)
                .map(Map.Entry::getKey)
                .toList();
    }

    @Override
    public synchronized Optional<Recorded> decision(String id) {
        return Optional.ofNullable(decisions.get(id));
    }

    @Override
    public synchronized List<Recorded> decisions(DecisionQuery query) {
        return feed.tailMap(query.after() + 1).values().stream()
                .flatMap(id -> decision(id).stream())
                .filter(recorded -> matches(query, recorded.decision()))
                .limit(query.limit())
                .toList();
    }

    private static boolean matches(DecisionQuery query, Decision decision) {
        return allows(query.profileId(), decision.profileId())
                && allows(query.flow(), decision.flow())
                && allows(query.kind(), decision.kind())
                && allows(query.outcome(), decision.outcome())
                && allows(query.reason(), decision.reason())
                && (query.since() == null || !decision.at().isBefore(query.since()));
    }

    private static boolean allows(@Nullable Object wanted, @Nullable Object found) {
        return wanted == null || wanted.equals(found);
    }

    @Override
    public synchronized List<Logged> log(String profileId, long after, int limit) {
        return shelf(profileId).stream()
                .flatMap(shelf -> Stream.<Logged>concat(
                        shelf.taken.tailMap(after + 1).values().stream(),
                        shelf.decided.values().stream()
                                .filter(recorded -> recorded.sequence() > after)
                                .map(Logged.Decided::new)))
                .sorted(Comparator.comparing(Logged::sequence))
                .limit(limit)
                .toList();
    }

    @Override
    public synchronized Optional<Answer> answer(String profileId, String key, Instant notBefore) {
        return Optional.ofNullable(answers.get(new Name(profileId, key)))
                .filter(answer -> !answer.storedAt().isBefore(notBefore));
    }

    @Override
    public synchronized List<Answer> answers(String profileId) {
        return answers.values().stream()
                .filter(answer -> answer.profileId().equals(profileId))
                .sorted(Comparator.comparing(Answer::key))
                .toList();
    }

    @Override
    public synchronized List<InFlight> inFlight() {
        SortedMap<String, Long> open = counted(shelves.values().stream().flatMap(Shelf::open));
        SortedMap<String, Long> pending =
                counted(shelves.values().stream().flatMap(Shelf::decisions).filter(Decision::isPending));
        return Stream.concat(open.keySet().stream(), pending.keySet().stream())
                .distinct()
                .sorted()
                .map(flow -> new InFlight(flow, open.getOrDefault(flow, 0L), pending.getOrDefault(flow, 0L)))
                .toList();
    }

    private static SortedMap<String, Long> counted(Stream<Decision> decisions) {
        return decisions.collect(Collectors.groupingBy(Decision::flow, TreeMap::new, Collectors.counting()));
    }

    @Override
    public synchronized List<Failing> failing(String revision, Instant since) {
        return shelves.values().stream()
                .flatMap(shelf -> shelf.state.exclusions().stream().map(Exclusion::rule))
                .distinct()
                .sorted()
                .map(rule -> new Failing(
                        rule,
                        shelves.values().stream()
                                .filter(shelf -> shelf.hasFailed(rule, revision, since))
                                .count()))
                .filter(failing -> failing.profiles() > 0)
                .toList();
    }

    @Override
    public synchronized void activate(Activation activation, Map<String, byte[]> files, @Nullable String outranked) {
        revisions.activate(activation, files, outranked);
    }

    @Override
    public synchronized Optional<String> outranked() {
        return revisions.outranked();
    }

    @Override
    public synchronized void outrank(@Nullable String folderRevision) {
        revisions.outrank(folderRevision);
    }

    @Override
    public synchronized List<Activation> activations() {
        return revisions.activations();
    }

    @Override
    public synchronized void propose(Motion motion, Map<String, byte[]> files) {
        revisions.propose(motion, files);
    }

    @Override
    public synchronized void withdraw(String proposedBy) {
        revisions.withdraw(proposedBy);
    }

    @Override
    public synchronized List<Motion> motions() {
        return revisions.motions();
    }

    @Override
    public synchronized Optional<Map<String, byte[]>> files(String revision) {
        return revisions.files(revision);
    }

    @Override
    public synchronized List<String> revisions(String prefix, int limit) {
        return revisions.revisions(prefix, limit);
    }

    @Override
    public void close() {}

    /** A name within a scope: an entry's in its source, a key's in its profile. */
    private record Name(String scope, String name) {}

    private final class Committed implements Admission.Record {
        @Override
        public long version(String profileId) {
            return shelf(profileId).map(shelf -> shelf.state.version()).orElse(0L);
        }

        @Override
        public boolean knows(String source, String id) {
            return names.contains(new Name(source, id));
        }

        @Override
        public boolean isAbsorbed(String profileId, boolean byAsking) {
            return survivors.containsKey(profileId) && asked.contains(profileId) == byAsking;
        }
    }
}
