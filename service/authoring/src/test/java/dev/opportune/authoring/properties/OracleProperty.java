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
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.RandomDistribution;
import net.jqwik.api.lifecycle.AddLifecycleHook;
import net.jqwik.api.lifecycle.PropagationMode;
import net.jqwik.api.statistics.Statistics;
import net.jqwik.api.statistics.StatisticsCoverage;

/** The shipped flows, decided by the kernel and by {@link Oracle}. */
@AddLifecycleHook(value = Scale.class, propagateTo = PropagationMode.DIRECT_DESCENDANTS)
class OracleProperty {
    private static final List<String> MESSAGES = List.of(
            "cart-reminder",
            "bestsellers",
            "category-picks",
            "early-access",
            "buy-again",
            "new-in-category",
            "still-looking",
            "similar-products",
            "we-miss-you",
            "last-call");
    private static final List<String> REASONS = List.of(
            "vetoed",
            "paused",
            "expired",
            "no_consent",
            "suppression_list",
            "outranked",
            "frequency_cap",
            "holdout",
            "ordered",
            "timed_out");
    private static final Duration AFTERWARDS = Duration.ofDays(95);

    @Property(tries = 10_000, edgeCases = EdgeCasesMode.NONE)
    void decisions_areThoseOfTheOracle(@ForAll("numbers") List<Long> numbers) {
        House house = numbers.get(1) % 4 == 0 ? House.STRICT : House.SHIPPED;
        Shopper shopper = new Shopper(numbers.get(0), house);
        numbers.subList(1, numbers.size()).forEach(shopper::move);
        List<Entry> history = List.copyOf(shopper.history());
        Instant end = history.isEmpty()
                ? Instant.parse("2026-06-01T00:00:00Z")
                : history.get(history.size() - 1).occurredAt().plus(AFTERWARDS);
        shopper.oracle.runTo(end);

        List<Line> decided = decide(shopper, house, history, end);

        assertThat(decided).as(() -> "of " + show(history)).isEqualTo(shopper.oracle.lines());
        decided.stream()
                .map(line -> line.outcome() + " " + line.message() + " " + line.reason())
                .distinct()
                .forEach(what -> Statistics.label("decided").collect(what).coverage(OracleProperty::reached));
    }

    /** Every message is sent, and every gate says no, in some history: else the oracle would have had no say in it. */
    private static void reached(StatisticsCoverage decided) {
        for (String message : MESSAGES) {
            decided.check("send " + message + " null").count(count -> count > 0);
        }
        for (String reason : REASONS) {
            decided.checkQuery(values -> values.get(0).toString().endsWith(" " + reason))
                    .count(count -> count > 0);
        }
    }

    private static List<Line> decide(Shopper shopper, House house, List<Entry> history, Instant end) {
        Map<String, Decision> decisions = new TreeMap<>();
        try (ProfileSession session = ProfileSession.open(
                Timeline.empty(shopper.profileId),
                () -> {
                    throw new AssertionError("nothing is late");
                },
                house.rulesets(),
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
