package dev.opportune.kernel.session;

import dev.opportune.facts.Variant;
import dev.opportune.kernel.decision.Decision;
import dev.opportune.kernel.policy.Experiment;
import dev.opportune.kernel.policy.Flow;
import dev.opportune.kernel.policy.Policy;
import dev.opportune.kernel.store.Activation;
import dev.opportune.kernel.store.Exclusion;
import dev.opportune.kernel.timeline.Entry;
import dev.opportune.kernel.timeline.Event;
import dev.opportune.kernel.timeline.Step;
import dev.opportune.kernel.timeline.Traits;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Moves one profile forward, step by step, and never back: for that, another one is made. */
final class Stepper implements AutoCloseable {
    private final String profileId;
    private final Rulesets rulesets;
    private final Settings settings;
    private final Chronicle chronicle;
    private final List<Exclusion> exclusions;
    private Book book;
    private Traits traits;
    private int activation;
    private Ruleset ruleset;
    private Memory memory;
    private Step reached;
    private Point point;
    /** Whether the memory has been through a step since it was built. */
    private boolean used;

    /**
     * Where a memory is built: it knows the entries before {@code through} (and at it, if it is an entry's) that are not
     * older than {@code cut}, and all that was due until {@code clock} has been.
     *
     * @param cut null where nothing was forgotten yet
     */
    record Point(Instant clock, Step through, @Nullable Instant cut) {}

    /**
     * @param book as of {@code point}; it is written to
     * @param traits as of {@code point}
     * @param exclusions those known; what fails is added
     * @param reached the last step that counts
     */
    Stepper(
            String profileId,
            Rulesets rulesets,
            Settings settings,
            Chronicle chronicle,
            Book book,
            Traits traits,
            List<Exclusion> exclusions,
            Step reached,
            Point point) {
        this.profileId = profileId;
        this.rulesets = rulesets;
        this.settings = settings;
        this.chronicle = chronicle;
        this.book = book;
        this.traits = traits;
        this.exclusions = new ArrayList<>(exclusions);
        this.reached = reached;
        this.point = point;
        this.activation = activationAt(point.through());
        this.ruleset = rulesets.ruleset(live().revision());
        this.memory = build(point.through());
    }

    private int activationAt(Step step) {
        List<Activation> activations = rulesets.activations();
        int live = 0;
        while (live + 1 < activations.size()
                && !Step.activation(activations.get(live + 1).at()).isAfter(step)) {
            live++;
        }
        return live;
    }

    /** Makes the memory that the point describes. What its facts make true has been true before: it is muted. */
    private Memory build(Step at) {
        while (true) {
            try {
                return build(at, point);
            } catch (RuleFailure failure) {
                exclude(point.through(), failure);
            }
        }
    }

    private Memory build(Step at, Point there) {
        settings.observer().built(profileId);
        Memory built =
                new Memory(profileId, ruleset, excluded(at), traits, settings.allowance(), this::consequenceFailed);
        try {
            fill(built, there);
        } catch (RuleFailure failure) {
            built.close();
            throw failure;
        }
        used = false;
        return built;
    }

    private void fill(Memory built, Point there) {
        built.engine().advanceTo(there.clock());
        built.assign(variants());
        for (Entry entry : chronicle.through(there.through())) {
            if (entry instanceof Event event) {
                built.take(event, false, there.cut());
            }
        }
        new Reopening(built, book, there.cut()).putBack();
        built.fireMuted();
        built.engine().built();
    }

    private List<Variant> variants() {
        return ruleset.flows().values().stream()
                .flatMap(flow -> flow.experiments().values().stream())
                .map(experiment -> new Variant(experiment.name(), variant(experiment)))
                .distinct()
                .toList();
    }

    /** The rules left out at a step, for everybody or for this profile: what one did before it failed stays. */
    private TreeSet<String> excluded(Step at) {
        TreeSet<String> rules = new TreeSet<>(live().without());
        exclusions.stream()
                .filter(exclusion -> exclusion.revision().equals(ruleset.revision())
                        && !exclusion.from().isAfter(at))
                .forEach(exclusion -> rules.add(exclusion.rule()));
        return rules;
    }

    private void exclude(Step step, RuleFailure failure) {
        TreeSet<String> suspects = new TreeSet<>(failure.rules());
        suspects.removeAll(excluded(step));
        if (suspects.isEmpty()) {
            // The engine does not say which: the next rule goes, until what is left works.
            suspects.add(ruleset.ruleNames().stream()
                    .filter(rule -> !excluded(step).contains(rule))
                    .findFirst()
                    .orElseThrow(() -> failure));
        }
        for (String rule : suspects) {
            Exclusion exclusion = new Exclusion(step, ruleset.revision(), rule);
            exclusions.add(exclusion);
            settings.observer().failed(step, rule, failure);
            settings.observer().excluded(profileId, exclusion, failure.why());
        }
    }

    private void consequenceFailed(String rule, Exception failure) {
        settings.observer().failed(reached, rule, failure);
    }

    /** Does everything that comes before a place: what is due, and activations. */
    void runTo(Step place) {
        if (chronicle.through(point.through()).isEmpty() && book.all().isEmpty()) {
            beginUnder(activationAt(place));
        }
        while (true) {
            Optional<Step> next = Stream.of(nextDue().map(Step::due), nextActivation())
                    .flatMap(Optional::stream)
                    .min(Comparator.naturalOrder());
            if (next.isEmpty() || !next.get().isBefore(place)) {
                return;
            }
            switch (next.get().rank()) {
                case DUE -> due(next.get());
                case ACTIVATION -> activate(next.get());
                case ENTRY -> throw new IllegalStateException("entries come from outside");
            }
        }
    }

    /** A profile that has done nothing yet does not live through the revisions of the past. */
    private void beginUnder(int liveActivation) {
        if (liveActivation != activation) {
            activation = liveActivation;
            ruleset = rulesets.ruleset(live().revision());
            memory.close();
            memory = build(point.through());
        }
    }

    /** The next instant at which something may become due, activations aside. */
    Optional<Instant> nextDue() {
        return Stream.of(
                        book.pending().stream().map(Decision::dueAt).min(Comparator.naturalOrder()),
                        book.open().stream().map(this::deadline).min(Comparator.naturalOrder()),
                        memory.engine().nextJob(),
                        memory.nextArrival())
                .flatMap(Optional::stream)
                .min(Comparator.naturalOrder())
                .map(due ->
                        due.isBefore(memory.engine().now()) ? memory.engine().now() : due);
    }

    private Optional<Step> nextActivation() {
        List<Activation> activations = rulesets.activations();
        return activation + 1 < activations.size()
                ? Optional.of(Step.activation(activations.get(activation + 1).at()))
                : Optional.empty();
    }

    private Instant deadline(Decision opening) {
        return opening.at().plus(flow(opening.flow()).openFor());
    }

    private void due(Step step) {
        Point after = new Point(later(step.at()), laterStep(step), point.cut());
        attempt(step, after, () -> {
            memory.engine().advanceTo(step.at());
            List<Decision> overdue = book.open().stream()
                    .filter(opening -> !deadline(opening).isAfter(step.at()))
                    .toList();
            new Settling(this, step, false).settle(book.due(step.at()), overdue);
            memory.clearNow();
            memory.arrive();
        });
        passed(step, book.isChanged());
        point = after;
    }

    private Instant later(Instant instant) {
        return instant.isAfter(point.clock()) ? instant : point.clock();
    }

    private Step laterStep(Step step) {
        return step.isAfter(point.through()) ? step : point.through();
    }

    private void passed(Step step, boolean counts) {
        if (counts && step.isAfter(reached)) {
            reached = step;
        }
    }

    private void activate(Step step) {
        activation++;
        Ruleset next = rulesets.ruleset(live().revision());
        book.begin();
        Draft draft = new Draft(this, step);
        new Removal(any -> draft, book).of(next.flows().keySet());
        ruleset = next;
        passed(step, book.isChanged());
        point = new Point(later(step.at()), laterStep(step), point.cut());
        memory.close();
        memory = build(step);
    }

    /** Takes in an entry that belongs after all that has been. */
    void take(Entry entry) {
        Step step = entry.step();
        runTo(step);
        Traits after = traits.after(entry);
        Instant cut = Horizon.later(point.cut(), entry.occurredAt().minus(policy().lookback()));
        Point there = new Point(later(step.at()), laterStep(step), cut);
        attempt(step, there, () -> {
            memory.engine().advanceTo(step.at());
            memory.forget(cut);
            traits = after;
            memory.traits(after);
            if (entry instanceof Event event) {
                memory.take(event, true, null);
            }
            new Settling(this, step, entry.isHistory(policy().lateness())).settle(List.of(), List.of());
            memory.clearNow();
        });
        passed(step, true);
        point = there;
    }

    /** Judges, in one step at the place reached, what a late event made due in the past. */
    void judgeLate(List<Decision> candidates) {
        attempt(reached, point, () -> {
            new Settling(this, reached, false).judgeLate(candidates);
            memory.clearNow();
        });
    }

    /**
     * A condition that throws corrupts the engine: all goes back to before the step, and forward without its rule. One that
     * goes over its budget is tried once more in a memory that has done nothing else: whether it fails must not depend on what
     * this memory has been through.
     *
     * @param after where the act leads
     */
    private void attempt(Step step, Point after, Runnable act) {
        Traits before = traits;
        if (!exclusions.isEmpty() && !excluded(step).equals(excluded(point.through()))) {
            memory.close();
            memory = build(step);
        }
        while (true) {
            book.begin();
            boolean fresh = !used;
            try {
                act.run();
                used = true;
                renew(step, after);
                return;
            } catch (RuleFailure failure) {
                book = book.undone(chronicle.base().lastStarts());
                traits = before;
                memory.close();
                if (fresh || failure.why() == Why.THREW) {
                    exclude(step, failure);
                }
                memory = build(step);
            }
        }
    }

    /** Builds the memory anew before its budget is used up; if that alone is too much, it is the step's failure. */
    private void renew(Step step, Point after) {
        if (memory.engine().isWorn()) {
            Memory worn = memory;
            memory = build(step, after);
            worn.close();
        }
    }

    String profileId() {
        return profileId;
    }

    Settings settings() {
        return settings;
    }

    Chronicle chronicle() {
        return chronicle;
    }

    Book book() {
        return book;
    }

    Traits traits() {
        return traits;
    }

    Memory memory() {
        return memory;
    }

    Ruleset ruleset() {
        return ruleset;
    }

    Policy policy() {
        return ruleset.policy();
    }

    /** A flow of the live rules; one that they have no more must have been cleared away. */
    Flow flow(String name) {
        return Objects.requireNonNull(ruleset.flows().get(name), name);
    }

    String variant(Experiment experiment) {
        return settings.assignment().apply(experiment, profileId);
    }

    /** The activation that the engine is under. */
    Activation live() {
        return rulesets.activations().get(activation);
    }

    List<Exclusion> exclusions() {
        return List.copyOf(exclusions);
    }

    /** The last step that took in an entry or changed the record. */
    Step reached() {
        return reached;
    }

    /** Up to where the engine has gone, whether or not that changed anything. */
    Step gone() {
        return point.through();
    }

    @Override
    public void close() {
        memory.close();
    }
}
