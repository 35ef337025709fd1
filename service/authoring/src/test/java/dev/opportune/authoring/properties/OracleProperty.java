package dev.opportune.authoring.properties;

import static org.assertj.core.api.Assertions.assertThat;

import dev.opportune.kernel.decision.Decision;
import dev.opportune.kernel.session.ProfileSession;
import dev.opportune.kernel.session.Settings;
import dev.opportune.kernel.store.Advance;
import dev.opportune.kernel.store.Timeline;
import dev.opportune.kernel.timeline.Entry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.RandomDistribution;
import net.jqwik.api.statistics.Statistics;

/** The shipped flows, decided by the kernel and by {@link Oracle}. */
class OracleProperty {
    private static final Duration AFTERWARDS = Duration.ofDays(95);

    @Property(tries = 10_000, edgeCases = EdgeCasesMode.NONE)
    void decisions_areThoseOfTheOracle(@ForAll("numbers") List<Long> numbers) {
        Shopper shopper = new Shopper(numbers.get(0), Set.of());
        numbers.subList(1, numbers.size()).forEach(shopper::move);
        List<Entry> history = List.copyOf(shopper.history());
        Instant end = history.isEmpty()
                ? Instant.parse("2026-06-01T00:00:00Z")
                : history.get(history.size() - 1).occurredAt().plus(AFTERWARDS);
        shopper.oracle.runTo(end);

        List<Line> decided = decide(shopper, history, end);

        assertThat(decided).as(() -> "of " + show(history)).isEqualTo(shopper.oracle.lines());
        decided.stream()
                .map(line -> line.outcome() + " " + line.flow() + " " + line.message() + " " + line.reason())
                .distinct()
                .forEach(what -> Statistics.label("decided").collect(what));
    }

    private static List<Line> decide(Shopper shopper, List<Entry> history, Instant end) {
        Map<String, Decision> decisions = new TreeMap<>();
        try (ProfileSession session = ProfileSession.open(
                Timeline.empty(shopper.profileId),
                () -> {
                    throw new AssertionError("nothing is late");
                },
                ShippedRules.alone(),
                Settings.of(shopper.unknownConsentGranted))) {
            List<Advance> advances = new ArrayList<>();
            history.forEach(entry -> advances.add(session.accept(entry)));
            session.advanceTo(end).ifPresent(advances::add);
            advances.forEach(advance -> advance.changed().forEach(one -> decisions.put(one.id(), one)));
        }
        return Line.of(List.copyOf(decisions.values()));
    }

    static String show(List<Entry> history) {
        StringBuilder text = new StringBuilder();
        history.forEach(entry -> text.append("\n  ").append(entry));
        return text.toString();
    }

    @Provide
    Arbitrary<List<Long>> numbers() {
        return Arbitraries.longs()
                .between(0, Long.MAX_VALUE)
                .withDistribution(RandomDistribution.uniform())
                .list()
                .ofMinSize(2)
                .ofMaxSize(30);
    }
}
