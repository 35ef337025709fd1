package dev.opportune.kernel.session;

import dev.opportune.facts.Candidate;
import dev.opportune.facts.Trigger;
import dev.opportune.kernel.decision.Kind;
import dev.opportune.kernel.timeline.Event;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What a consequence asked for. */
sealed interface Proposal {
    Firing firing();

    /** A new run of a flow. */
    record Opening(Firing firing, Trigger trigger, Event cause) implements Proposal {}

    /** That a run is over. */
    record End(Firing firing, Trigger trigger, String reason) implements Proposal {}

    /** That a candidate must not pass. */
    record Veto(Firing firing, Candidate candidate, String reason) implements Proposal {}

    /** A message, still open to its options while its consequence runs. */
    final class Message implements Proposal, dev.opportune.facts.Message {
        private final Firing firing;
        private final Trigger trigger;
        private final Kind kind;
        private final String message;
        private final Options options;
        private Instant dueAt;

        Message(Firing firing, Trigger trigger, Kind kind, String message, Instant dueAt, Options options) {
            this.firing = firing;
            this.trigger = trigger;
            this.kind = kind;
            this.message = message;
            this.dueAt = dueAt;
            this.options = options;
        }

        @Override
        public Firing firing() {
            return firing;
        }

        Trigger trigger() {
            return trigger;
        }

        Kind kind() {
            return kind;
        }

        String message() {
            return message;
        }

        Instant dueAt() {
            return dueAt;
        }

        Options options() {
            return options;
        }

        @Override
        public Message channel(String channel) {
            options.channel(channel);
            return this;
        }

        @Override
        public Message priority(int priority) {
            options.priority(priority);
            return this;
        }

        @Override
        public Message value(@Nullable Number value) {
            options.value(value);
            return this;
        }

        @Override
        public Message with(String name, @Nullable Object value) {
            options.with(name, value);
            return this;
        }

        @Override
        public Message at(Instant instant) {
            // What is due already is due in the step that says so.
            // Nothing is kept finer than a millisecond; never earlier than was asked for.
            Instant whole = instant.plusNanos(999_999).truncatedTo(ChronoUnit.MILLIS);
            dueAt = whole.isAfter(options.step()) ? whole : options.step();
            return this;
        }

        @Override
        public Message validFor(String span) {
            options.validFor(span);
            return this;
        }

        /** A total order over everything that tells two proposals apart, so that which rule fired first is no matter. */
        String rank() {
            return String.join(
                    "\n",
                    kind.word(),
                    dueAt.toString(),
                    firing.rule(),
                    options.toString(),
                    new TreeMap<>(Map.of("because", firing.because())).toString());
        }
    }
}
