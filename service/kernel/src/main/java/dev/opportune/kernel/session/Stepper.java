package dev.opportune.kernel.session;

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
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** Moves one profile forward, step by step, and never back: for that, another one is made. */
final class Stepper implements AutoCloseable {
    private final String profileId;
    private final Rulesets rulesets;
    private final Settings settings;
    private final Chronicle chronicle;
    private final Exclusions exclusions;
    private final Building building;
    private Book book;
    private Traits traits;
    private Live live;
    private Memory memory;
    private Step reached;
    private Point point;
    /** Whether the memory has been through a step since it was built. */
    private boolean used;

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
        this.exclusions = new Exclusions(exclusions);
        this.reached = reached;
        this.point = point;
        this.live = Live.at(rulesets, point.through());
        this.building = new Building(this, this.exclusions::lose);
        this.memory = build(point.through());
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
        Memory built = building.memory(there, exclusions.rules(live, at));
        used = false;
        return built;
    }

    private void exclude(Step step, RuleFailure failure) {
        exclusions.leaveOut(live, step, failure).forEach(settings.observer()::failed);
    }

    /** Does everything that comes before a place: what is due, and activations. */
    void runTo(Step place) {
        if (chronicle.through(point.through()).isEmpty() && book.all().isEmpty()) {
            beginUnder(Live.at(rulesets, place));
        }
        while (true) {
            Optional<Step> next = Stream.of(nextDue().map(Step::due), live.end())
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
    private void beginUnder(Live there) {
        if (!there.isStillAt(point.through())) {
            goLive(there, Step.activation(there.activation().at()));
        }
    }

    private void goLive(Live next, Step step) {
        live = next;
        point = point.past(step, point.cut());
        memory.close();
        memory = build(step);
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

    private Instant deadline(Decision opening) {
        return opening.at().plus(flow(opening.flow()).openFor());
    }

    private void due(Step step) {
        settings.patience().spend(step);
        Point after = point.past(step, point.cut());
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

    private void passed(Step step, boolean counts) {
        if (counts && step.isAfter(reached)) {
            reached = step;
        }
    }

    private void activate(Step step) {
        live = live.next();
        book.begin();
        Draft draft = new Draft(this, step);
        new Removal(any -> draft, book).of(ruleset().flows().keySet());
        passed(step, book.isChanged());
        goLive(live, step);
    }

    /** Takes in an entry that belongs after all that has been. */
    void take(Entry entry) {
        Step step = entry.step();
        runTo(step);
        Traits after = traits.after(entry);
        Instant cut = Horizon.later(point.cut(), entry.occurredAt().minus(policy().lookback()));
        Point there = point.past(step, cut);
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
        if (exclusions.differ(live, point.through(), step)) {
            memory.close();
            memory = build(step);
        }
        while (true) {
            book.begin();
            exclusions.begin();
            boolean fresh = !used;
            try {
                act.run();
                used = true;
                renew(step, after);
                exclusions.keepLost(live, step).forEach(settings.observer()::failed);
                return;
            } catch (RuleFailure failure) {
                book = book.undone(chronicle.base().lastStarts());
                traits = before;
                memory.close();
                if (fresh || !failure.isOverBudget()) {
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
        return live.ruleset();
    }

    Policy policy() {
        return ruleset().policy();
    }

    /** A flow of the live rules; one that they have no more must have been cleared away. */
    Flow flow(String name) {
        return Objects.requireNonNull(ruleset().flows().get(name), name);
    }

    String variant(Experiment experiment) {
        return settings.assignment().apply(experiment, profileId);
    }

    /** The activation that the engine is under. */
    Activation live() {
        return live.activation();
    }

    List<Exclusion> exclusions() {
        return exclusions.all();
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
