package dev.opportune.authoring.explanation;

import dev.opportune.kernel.decision.Change;
import dev.opportune.kernel.decision.Decision;
import dev.opportune.kernel.decision.Delivery;
import dev.opportune.kernel.gate.Answer;
import dev.opportune.kernel.session.ProfileSession;
import dev.opportune.kernel.session.Rulesets;
import dev.opportune.kernel.session.Settings;
import dev.opportune.kernel.store.Advance;
import dev.opportune.kernel.store.Exclusion;
import dev.opportune.kernel.store.Folds;
import dev.opportune.kernel.store.InMemoryStore;
import dev.opportune.kernel.store.Logged;
import dev.opportune.kernel.store.Receipt;
import dev.opportune.kernel.store.Timeline;
import dev.opportune.kernel.timeline.Entry;
import dev.opportune.kernel.timeline.Step;
import dev.opportune.kernel.timeline.Traits;
import java.time.Instant;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A past, run again in a session that is thrown away, over a store that is, too. Entries come in the order in which they
 * were accepted, late ones late again, and messages are handed over when they were.
 */
final class Replayed {
    private final Past past;
    private final InMemoryStore store = new InMemoryStore();
    private final Witness witness = new Witness();
    private final SortedMap<String, Decision> decisions = new TreeMap<>();
    private final Map<Change, Entry> lateCauses = new HashMap<>();
    private final SortedMap<Instant, SortedSet<String>> handOvers = new TreeMap<>();

    private List<Exclusion> exclusions;

    private Replayed(Past past, List<Exclusion> exclusions) {
        this.past = past;
        this.exclusions = exclusions;
    }

    /**
     * @param until to where time runs on after the last entry
     * @param withHandOvers whether what was handed over is again
     */
    static Replayed of(Past past, Rulesets rules, Settings settings, Instant until, boolean withHandOvers) {
        Replayed replayed = new Replayed(past, past.state().exclusions());
        if (withHandOvers) {
            past.decisions().values().forEach(replayed::expectHandOver);
        }
        replayed.run(rules, settings, until);
        return replayed;
    }

    private void expectHandOver(Decision decision) {
        Delivery delivery = decision.delivery();
        if (delivery != null && delivery.at() != null) {
            handOvers
                    .computeIfAbsent(delivery.at(), at -> new TreeSet<>())
                    .add(Objects.requireNonNull(decision.channel()));
        }
    }

    private void run(Rulesets rules, Settings settings, Instant until) {
        // A rule left out because of this profile's data is left out again, at its step.
        Timeline.State start =
                new Timeline.State(0, Step.FIRST, Traits.NONE, Folds.NONE, Step.FIRST, exclusions, null, "", null);
        Timeline nothing = new Timeline(past.profileId(), start, List.of(), List.of());
        try (ProfileSession session = ProfileSession.open(
                nothing, () -> store.wholeTimeline(past.profileId()).orElse(nothing), rules, settings.with(witness))) {
            for (Logged.Taken line : past.entries()) {
                Entry entry = line.entry();
                handOverBefore(entry.receivedAt(), session);
                if (line.late()) {
                    session.advanceTo(entry.receivedAt()).ifPresent(advance -> commit(advance, null));
                }
                commit(session.accept(entry), line.late() ? entry : null);
            }
            handOverBefore(Instant.MAX, session);
            session.advanceTo(until).ifPresent(advance -> commit(advance, null));
            exclusions = session.timeline().state().exclusions();
        }
    }

    private void handOverBefore(Instant instant, ProfileSession session) {
        SortedMap<Instant, SortedSet<String>> due = handOvers.headMap(instant);
        due.forEach((at, channels) -> {
            session.advanceTo(at).ifPresent(advance -> commit(advance, null));
            session.handOver(at, channels).ifPresent(advance -> commit(advance, null));
        });
        due.clear();
    }

    private void commit(Advance advance, @Nullable Entry late) {
        Receipt receipt = store.commit(List.of(advance), Instant.EPOCH).get(0);
        if (receipt != Receipt.COMMITTED) {
            throw new IllegalStateException("a move of a replay was not committed: " + receipt);
        }
        for (Decision decision : advance.changed()) {
            Decision before = decisions.put(decision.id(), decision);
            if (late != null) {
                decision.changes().stream()
                        .filter(change -> before == null || !before.changes().contains(change))
                        .forEach(change -> lateCauses.put(change, late));
            }
        }
    }

    /** By id, each in its latest state. */
    SortedMap<String, Decision> decisions() {
        return Collections.unmodifiableSortedMap(decisions);
    }

    /** The late entry that an outcome came with. */
    Optional<Entry> lateCause(Change change) {
        return Optional.ofNullable(lateCauses.get(change));
    }

    /** What is left out for the profile in the end. */
    List<Exclusion> exclusions() {
        return exclusions;
    }

    List<Seen> seen() {
        return witness.seen();
    }

    private <S extends Seen> Stream<S> seen(Class<S> type) {
        return witness.seen().stream().filter(type::isInstance).map(type::cast);
    }

    /** What the gates said when a decision was given an outcome; nothing where it was given none by them, or another. */
    List<Answer> gates(Decision decision, Change change) {
        return seen(Seen.Judged.class)
                .filter(judged -> judged.judged().id().equals(decision.id())
                        && judged.judged().last().equals(change))
                .reduce((earlier, later) -> later)
                .map(Seen.Judged::answers)
                .orElse(List.of());
    }

    /** What the gates said when a message was handed over, or was not. */
    List<Answer> gatesAtHandOver(Decision decision, Delivery delivery) {
        return seen(Seen.Delivered.class)
                .filter(delivered -> delivered.message().id().equals(decision.id())
                        && delivered.delivery().equals(delivery))
                .reduce((earlier, later) -> later)
                .map(Seen.Delivered::answers)
                .orElse(List.of());
    }
}
