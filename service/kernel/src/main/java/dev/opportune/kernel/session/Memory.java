package dev.opportune.kernel.session;

import dev.opportune.facts.Candidate;
import dev.opportune.facts.EventFact;
import dev.opportune.facts.Moment;
import dev.opportune.facts.Profile;
import dev.opportune.facts.Trigger;
import dev.opportune.facts.Variant;
import dev.opportune.kernel.decision.Decision;
import dev.opportune.kernel.decision.TriggerName;
import dev.opportune.kernel.timeline.Event;
import dev.opportune.kernel.timeline.Traits;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.kie.api.runtime.rule.FactHandle;
import org.kie.api.runtime.rule.Match;

/** The facts of one profile inside the engine: what is put in, what is taken out, and what a match was about. */
final class Memory implements AutoCloseable {
    private final Engine engine;
    private final Proposals proposals;
    private final Profile profile;
    private final FactHandle profileHandle;
    private final Duration lateness;
    private final DwellTime dwellTime = new DwellTime();
    private final Map<EventFact, Event> events = new IdentityHashMap<>();
    /** Oldest first, whenever it was put in: a rebuild puts sends in after the events that followed them. */
    private final PriorityQueue<Held> oldestFirst = new PriorityQueue<>(Comparator.comparing(Held::at));

    private final PriorityQueue<Held> arriving =
            new PriorityQueue<>(Comparator.comparing((Held held) -> held.event.receivedAt()));
    private final List<Held> pinned = new ArrayList<>();
    private final List<Held> taking = new ArrayList<>();
    private final Map<TriggerName, HeldTrigger> triggers = new TreeMap<>();
    private final Map<Trigger, TriggerName> names = new IdentityHashMap<>();
    private Traits traits;
    private Instant at = Instant.EPOCH;
    private boolean history;

    Memory(
            String profileId,
            Ruleset ruleset,
            Set<String> excludedRules,
            Traits traits,
            Allowance allowance,
            Observed observed) {
        this.traits = traits;
        this.lateness = ruleset.policy().lateness();
        this.proposals = new Proposals(ruleset, this::eventOf, observed::failed);
        this.engine = new Engine(
                ruleset.newSession(excludedRules, proposals), new Budget(allowance), proposals, this::firing);
        this.profile = new Profile(profileId, () -> this.traits);
        this.profileHandle = insertOrClose(profile);
    }

    /** The rule base keeps every session that is not disposed of, and nobody else can once this fails. */
    private FactHandle insertOrClose(Profile fact) {
        try {
            return engine.insert(fact);
        } catch (RuleFailure failure) {
            engine.close();
            throw failure;
        }
    }

    /** Is told of consequences that threw. */
    interface Observed {
        void failed(String rule, Exception failure);
    }

    Engine engine() {
        return engine;
    }

    Proposals proposals() {
        return proposals;
    }

    /** Fires with proposals discarded. */
    void fireMuted() {
        proposals.mute();
        engine.fire();
    }

    /** Fires as of a step. @param stepIsHistory whether only ends count */
    List<Proposal> fire(Instant step, boolean stepIsHistory) {
        at = step;
        history = stepIsHistory;
        proposals.listen(step);
        engine.fire();
        proposals.mute();
        return proposals.drain();
    }

    void assign(Collection<Variant> variants) {
        variants.forEach(engine::insert);
    }

    void traits(Traits newTraits) {
        List<String> changed = changed(traits, newTraits);
        boolean seenByRules = !changed.isEmpty() || !newTraits.properties().equals(traits.properties());
        traits = newTraits;
        if (seenByRules) {
            engine.update(profileHandle, profile, changed.toArray(String[]::new));
        }
    }

    /** The engine looks again at the getters that are named only; at calls such as {@code text("tier")} in any case. */
    private static List<String> changed(Traits before, Traits after) {
        Map<String, Function<Traits, @Nullable Object>> getters = Map.of(
                "segments", Traits::segments,
                "consents", known -> known.consents().granted(),
                "orders", Traits::orders,
                "lifetimeValue", Traits::lifetimeValue,
                "timezone", Traits::timezone);
        return getters.entrySet().stream()
                .filter(getter -> !Objects.equals(
                        getter.getValue().apply(before), getter.getValue().apply(after)))
                .map(Map.Entry::getKey)
                .toList();
    }

    /** Puts in an event and what follows from it: time spent on what was viewed, an email sent by others. */
    void take(Event event, boolean now, @Nullable Instant cut) {
        dwellTime.next(event).forEach(dwelled -> insertEvent(dwelled, now, cut));
        insertEvent(event, now, cut);
        if (Chronicle.isForeignSend(event)) {
            insertSent(Sends.foreign(event), null, now, cut);
        }
    }

    private void insertEvent(Event event, boolean now, @Nullable Instant cut) {
        Stand stand = stand(event, now);
        hold(event, Vocabulary.fact(event, stand), stand, cut);
    }

    /** Puts in that a message of ours was sent. */
    void sent(Decision decision, boolean now) {
        insertSent(Sends.ours(decision), trigger(decision.trigger()).orElse(null), now, null);
    }

    private void insertSent(Event send, @Nullable Trigger trigger, boolean now, @Nullable Instant cut) {
        Stand stand = stand(send, now);
        hold(send, Sends.fact(send, stand, trigger), stand, cut);
    }

    private Stand stand(Event event, boolean now) {
        boolean ahead = event.isHistory(lateness) && event.receivedAt().isAfter(engine.now());
        return new Stand(now, !ahead);
    }

    private void hold(Event event, EventFact fact, Stand stand, @Nullable Instant cut) {
        if (cut != null && event.occurredAt().isBefore(cut)) {
            return;
        }
        events.put(fact, event);
        Held held = new Held(event, fact, engine.insert(fact), stand);
        oldestFirst.add(held);
        if (stand.isNow()) {
            taking.add(held);
        }
        if (!stand.hasArrived()) {
            arriving.add(held);
        }
    }

    /** Ends the moment of all that is being taken in. */
    void clearNow() {
        if (taking.isEmpty()) {
            return;
        }
        proposals.mute();
        for (Held held : taking) {
            held.stand.over();
            engine.update(held.handle, held.fact, "now");
        }
        taking.clear();
        engine.fire();
    }

    /** When history that came ahead of its arrival is next to count. */
    Optional<Instant> nextArrival() {
        return Optional.ofNullable(arriving.peek()).map(held -> held.event.receivedAt());
    }

    /** Lets history that has arrived by now count like any other event. What that makes true was true before: muted. */
    void arrive() {
        if (nextArrival().filter(arrival -> !arrival.isAfter(engine.now())).isEmpty()) {
            return;
        }
        proposals.mute();
        for (Held held = arriving.peek();
                held != null && !held.event.receivedAt().isAfter(engine.now());
                held = arriving.peek()) {
            arriving.remove();
            held.stand.arrive();
            if (events.containsKey(held.fact)) {
                engine.update(held.handle, held.fact, "arrived");
            }
        }
        engine.fire();
    }

    /** Takes out what happened before an instant, except what open triggers were caused by. Muted. */
    void forget(Instant before) {
        List<Held> gone = new ArrayList<>();
        pinned.removeIf(held -> !isCause(held.fact) && gone.add(held));
        for (Held held = oldestFirst.peek(); held != null && held.at().isBefore(before); held = oldestFirst.peek()) {
            oldestFirst.remove();
            (isCause(held.fact) ? pinned : gone).add(held);
        }
        if (gone.isEmpty()) {
            return;
        }
        proposals.mute();
        gone.forEach(held -> {
            engine.delete(held.handle);
            events.remove(held.fact);
        });
        engine.fire();
    }

    private boolean isCause(EventFact fact) {
        return triggers.values().stream().anyMatch(held -> held.trigger.getCause() == fact);
    }

    /** Puts in a trigger that a rule has just opened. */
    void open(TriggerName name, Trigger trigger) {
        triggers.put(name, new HeldTrigger(trigger, engine.insert(trigger)));
        names.put(trigger, name);
    }

    /** Puts in a trigger that was opened earlier. */
    void reopen(Decision opening, Event cause) {
        EventFact fact = events.entrySet().stream()
                .filter(entry -> entry.getValue().step().equals(cause.step())
                        && entry.getValue().name().equals(cause.name()))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElseGet(() -> {
                    Stand past = stand(cause, false);
                    EventFact restored = Vocabulary.fact(cause, past);
                    events.put(restored, cause);
                    pinned.add(new Held(cause, restored, engine.insert(restored), past));
                    return restored;
                });
        open(opening.trigger(), new Trigger(opening.flow(), opening.key(), fact, opening.at(), () -> false));
    }

    void close(TriggerName name) {
        HeldTrigger held = triggers.remove(name);
        if (held != null) {
            engine.delete(held.handle);
            names.remove(held.trigger);
        }
    }

    Optional<Trigger> trigger(TriggerName name) {
        return Optional.ofNullable(triggers.get(name)).map(held -> held.trigger);
    }

    /** The name of a trigger that is open; empty for one that was refused or has ended. */
    Optional<TriggerName> nameOf(Trigger trigger) {
        return Optional.ofNullable(names.get(trigger));
    }

    FactHandle insert(Candidate candidate) {
        return engine.insert(candidate);
    }

    private Event eventOf(EventFact fact) {
        return Objects.requireNonNull(events.get(fact), "a cause is an event of the profile");
    }

    private Firing firing(Match match) {
        String rule = match.getRule().getName();
        if (proposals.isMuted()) {
            return new Firing(rule, List.of(), false);
        }
        boolean onlyEnds = history;
        List<Event> matched = new ArrayList<>();
        for (Object object : match.getObjects()) {
            if (object instanceof EventFact fact && events.containsKey(fact)) {
                Event event = eventOf(fact);
                matched.add(event);
                onlyEnds |= event.isHistory(lateness) && !event.receivedAt().isBefore(at);
            } else if (object instanceof Trigger trigger) {
                matched.add(eventOf(trigger.getCause()));
            }
        }
        List<String> because = matched.stream()
                .sorted(Comparator.comparing(Event::occurredAt).thenComparing(Event::id))
                .map(Event::id)
                .distinct()
                .toList();
        return new Firing(rule, because, onlyEnds);
    }

    @Override
    public void close() {
        engine.close();
    }

    private record Held(Event event, EventFact fact, FactHandle handle, Stand stand) {
        Instant at() {
            return event.occurredAt();
        }
    }

    private record HeldTrigger(Trigger trigger, FactHandle handle) {}

    /** Where the session stands, as one event sees it. */
    private static final class Stand implements Moment {
        private boolean now;
        private boolean arrived;

        Stand(boolean now, boolean arrived) {
            this.now = now;
            this.arrived = arrived;
        }

        void over() {
            now = false;
        }

        void arrive() {
            arrived = true;
        }

        @Override
        public boolean isNow() {
            return now;
        }

        @Override
        public boolean hasArrived() {
            return arrived;
        }
    }
}
