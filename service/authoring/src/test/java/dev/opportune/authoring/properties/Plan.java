package dev.opportune.authoring.properties;

import dev.opportune.authoring.properties.Move.Activate;
import dev.opportune.authoring.properties.Move.Arrive;
import dev.opportune.authoring.properties.Move.Claim;
import dev.opportune.authoring.properties.Move.Look;
import dev.opportune.authoring.properties.Move.Mishap;
import dev.opportune.authoring.properties.Move.What;
import dev.opportune.kernel.timeline.Entry;
import dev.opportune.kernel.timeline.Event;
import dev.opportune.kernel.timeline.ProfileChange;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * How a history reaches a host: when each entry arrives, how often, what the host does in between, and which rules go live
 * meanwhile.
 *
 * @param entries each once, as it is first delivered, in the order of their steps
 * @param activations in their order; the first is that of the shipped rules, before everything
 * @param moves in their order; without the first activation
 * @param prompt whether the host wakes up on time
 */
record Plan(
        String profileId,
        boolean unknownConsentGranted,
        boolean prompt,
        List<Entry> entries,
        List<Activate> activations,
        List<Move> moves,
        Instant end) {
    private static final Duration LATENESS = Duration.ofHours(48);
    private static final Duration AFTERWARDS = Duration.ofDays(95);
    private static final List<Duration> LATENCIES = List.of(
            Duration.ofSeconds(1),
            Duration.ofMinutes(5),
            Duration.ofMinutes(29),
            Duration.ofMinutes(30),
            Duration.ofMinutes(31),
            Duration.ofHours(3),
            Duration.ofHours(12),
            Duration.ofHours(24),
            Duration.ofHours(30),
            Duration.ofHours(48),
            Duration.ofHours(48).plusMillis(1),
            Duration.ofDays(7),
            Duration.ofDays(61),
            Duration.ofDays(121));
    private static final int SHORT_LATENCIES = 9;

    /** What decides about one entry: what it is, and how it arrives. */
    record Numbers(long deed, long arrival) {
        @Override
        public String toString() {
            return deed + "/" + arrival;
        }
    }

    /** Under the shipped rules, or nearly. */
    static Plan of(long who, long how, List<Numbers> numbers) {
        return maker(who, how, numbers).underShippedRules().plan();
    }

    /** Under whatever an analyst may save, at any instant. */
    static Plan underAnyRules(long who, long how, List<Numbers> numbers) {
        return maker(who, how, numbers).underAnyRules().plan();
    }

    private static Maker maker(long who, long how, List<Numbers> numbers) {
        Shopper shopper = new Shopper(who, House.SHIPPED);
        numbers.forEach(number -> shopper.move(number.deed()));
        return new Maker(shopper, new Dice(how), numbers);
    }

    /** Whether the gates are those of the shipped policy all the time. */
    boolean isUnderShippedPolicy() {
        return activations.stream().allMatch(activate -> activate.which() < Revisions.FEW);
    }

    String show() {
        StringBuilder text = new StringBuilder(prompt ? "a prompt host, " : "a host that oversleeps, ")
                .append(unknownConsentGranted ? "unknown consent granted" : "unknown consent withdrawn");
        moves.forEach(move -> text.append("\n  ").append(line(move)));
        return text.append("\n  until ").append(end).toString();
    }

    private static String line(Move move) {
        if (!(move instanceof Arrive arrive)) {
            return move.toString();
        }
        Entry entry = arrive.entry();
        return arrive.at() + " " + entry.id() + " of " + entry.occurredAt() + (entry.backfill() ? " backfill " : " ")
                + (entry instanceof Event event
                        ? event.name() + " " + event.properties()
                        : change((ProfileChange) entry));
    }

    private static String change(ProfileChange change) {
        return "consents " + change.statement().consents() + " "
                + change.statement().preferences() + " zone "
                + change.statement().timezone() + " unreachable "
                + change.statement().unreachable();
    }

    /** Makes a plan out of numbers. */
    private static final class Maker {
        private final Shopper shopper;
        private final Dice how;
        private final List<Numbers> numbers;
        private final boolean fromFiles;
        private final boolean prompt;
        private final boolean busy;
        private final List<Activate> activations = new ArrayList<>();
        private final List<Entry> entries = new ArrayList<>();
        private final List<Ordered> moves = new ArrayList<>();

        /** A move and its place among those of the same instant. */
        private record Ordered(Move move, long place) {}

        Maker(Shopper shopper, Dice how, List<Numbers> numbers) {
            this.shopper = shopper;
            this.how = how;
            this.numbers = numbers;
            this.prompt = !how.oneIn(3);
            // A feed may bring what was received in any order, within the lateness; what comes later is received later.
            this.fromFiles = how.oneIn(8);
            this.busy = how.oneIn(2);
            activations.add(new Activate(Instant.EPOCH, 0));
        }

        Maker underShippedRules() {
            int more = how.one(List.of(0, 0, 1, 2));
            List<Instant> marks = shopper.oracle.marks();
            for (int i = 0; i < more && !marks.isEmpty(); i++) {
                activate(how.one(marks).plusMillis(1 + how.next(2)), how.next(Revisions.FEW));
            }
            inOrder();
            return this;
        }

        Maker underAnyRules() {
            List<Instant> marks = shopper.oracle.marks();
            for (int more = how.one(List.of(1, 2, 3, 6)); more > 0 && !marks.isEmpty(); more--) {
                Instant mark = how.one(marks);
                Instant at = how.oneIn(2)
                        ? mark.plusMillis(how.next(4) - 1L)
                        : mark.plus(
                                Duration.ofDays(31).multipliedBy(how.next(1000)).dividedBy(1000));
                activate(at.truncatedTo(ChronoUnit.MILLIS), how.next(Revisions.ALL.size()));
            }
            inOrder();
            return this;
        }

        private void activate(Instant at, int which) {
            activations.add(new Activate(at, which));
        }

        private void inOrder() {
            activations.sort(Comparator.comparing(Activate::at));
            for (int i = 1; i < activations.size(); i++) {
                Activate before = activations.get(i - 1);
                if (!activations.get(i).at().isAfter(before.at())) {
                    activations.set(
                            i,
                            new Activate(
                                    before.at().plusMillis(1),
                                    activations.get(i).which()));
                }
            }
        }

        private static Instant windowOf(Instant at) {
            return Instant.ofEpochSecond(
                    Math.floorDiv(at.getEpochSecond(), LATENESS.toSeconds()) * LATENESS.toSeconds());
        }

        Plan plan() {
            List<Entry> history = shopper.history();
            int known = history.size() - numbers.size();
            for (int i = 0; i < history.size(); i++) {
                Dice dice = new Dice(i < known ? 0 : numbers.get(i - known).arrival());
                arrival(history.get(i), dice);
            }
            entries.sort(Comparator.comparing(Entry::step));
            List<Move> all = new ArrayList<>();
            moves.sort(Comparator.comparing((Ordered one) -> fromFiles ? windowOf(one.move.at()) : one.move.at())
                    .thenComparing(Ordered::place));
            moves.forEach(one -> all.add(one.move));
            List<Activate> later = activations.subList(1, activations.size());
            for (Activate activate : later) {
                int place = 0;
                while (!fromFiles && place < all.size() && all.get(place).at().isBefore(activate.at())) {
                    place++;
                }
                while (place < all.size() && all.get(place) instanceof Activate) {
                    place++;
                }
                all.add(place, activate);
            }
            Instant last =
                    all.stream().map(Move::at).max(Comparator.naturalOrder()).orElse(Instant.EPOCH);
            return new Plan(
                    shopper.profileId,
                    shopper.unknownConsentGranted,
                    prompt && !fromFiles,
                    List.copyOf(entries),
                    List.copyOf(activations),
                    List.copyOf(all),
                    last.plus(AFTERWARDS));
        }

        private void arrival(Entry entry, Dice dice) {
            Instant received = fromFiles ? entry.occurredAt() : received(entry.occurredAt(), dice);
            long place = dice.next(1000);
            Entry first = received(entry, received);
            entries.add(first);
            moves.add(new Ordered(new Arrive(received, first), place));
            if (dice.oneIn(10)) {
                Instant again = received.plus(dice.one(LATENCIES));
                moves.add(new Ordered(new Arrive(again, received(entry, fromFiles ? received : again)), 2000));
            }
            List<What> mishaps = busy
                    ? List.of(What.WRITE, What.EVICT, What.RESTART, What.CRASH)
                    : List.of(What.WRITE, What.WRITE, What.WRITE, What.EVICT);
            if (!dice.oneIn(3)) {
                moves.add(new Ordered(new Mishap(received, dice.one(mishaps)), place));
            }
            if (!fromFiles && dice.oneIn(4)) {
                Instant then = received.plus(dice.one(LATENCIES));
                moves.add(new Ordered(dice.oneIn(2) ? new Claim(then) : new Look(then), 1500));
                moves.add(new Ordered(new Mishap(then, dice.one(mishaps)), 1500));
            }
        }

        private Instant received(Instant occurred, Dice dice) {
            return switch (dice.next(8)) {
                case 5 -> occurred.plus(dice.one(LATENCIES.subList(0, SHORT_LATENCIES)));
                case 6 -> {
                    List<Instant> later = shopper.oracle.marks().stream()
                            .filter(mark -> mark.isAfter(occurred))
                            .limit(4)
                            .toList();
                    yield later.isEmpty() ? occurred : dice.one(later).plusMillis(dice.next(3) - 1L);
                }
                case 7 -> occurred.plus(dice.one(LATENCIES));
                default -> occurred;
            };
        }

        private static Entry received(Entry entry, Instant at) {
            Instant received = at.isBefore(entry.occurredAt()) ? entry.occurredAt() : at;
            return entry instanceof Event event
                    ? new Event(
                            event.source(),
                            event.id(),
                            event.profileId(),
                            event.name(),
                            event.occurredAt(),
                            received,
                            event.properties(),
                            event.backfill(),
                            false)
                    : received((ProfileChange) entry, received);
        }

        private static Entry received(ProfileChange change, Instant received) {
            return new ProfileChange(
                    change.source(),
                    change.id(),
                    change.profileId(),
                    change.occurredAt(),
                    received,
                    change.statement(),
                    change.backfill());
        }
    }
}
