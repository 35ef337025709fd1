package dev.opportune.kernel.session;

import static dev.opportune.kernel.session.Samples.NOON;
import static dev.opportune.kernel.session.Samples.event;
import static org.assertj.core.api.Assertions.assertThat;

import dev.opportune.kernel.policy.Span;
import dev.opportune.kernel.timeline.Event;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DwellTimeTest {
    private static final Map<String, Object> SHOE = Map.of("product_id", "s1", "category", "shoes", "color", "red");

    private static List<Event> dwelled(Event... events) {
        DwellTime dwellTime = new DwellTime();
        List<Event> dwelled = new ArrayList<>();
        for (Event event : events) {
            dwelled.addAll(dwellTime.next(event));
        }
        return dwelled;
    }

    @ParameterizedTest
    @CsvSource({
        "Product Viewed, 90s,    90",
        "Page Viewed,    90s,    90",
        "Product Viewed, 30m,    1800",
        "Product Viewed, 30m1s,  1800",
        "Product Added,  90s,    ",
    })
    void gapToTheNextEvent_isTimeSpentForHalfAnHourAtMost(String name, String gap, BigDecimal seconds) {
        Instant next = NOON.plus(Span.parse(gap));
        assertThat(dwelled(event(NOON, name, SHOE), event(next, "Quiz", Map.of())))
                .extracting(Event::occurredAt, event -> event.properties().exact("seconds"))
                .isEqualTo(
                        seconds == null
                                ? List.of()
                                : List.of(org.assertj.core.groups.Tuple.tuple(next, seconds.stripTrailingZeros())));
    }

    @Test
    void secondsThatTheClientMeasured_countAtTheViewAndTheGapDoesNot() {
        Event view = event(NOON, "Product Viewed", Map.of("product_id", "s1", "seconds", 12.5));
        assertThat(dwelled(view, event(5, "Quiz"))).singleElement().satisfies(spent -> {
            assertThat(spent.occurredAt()).isEqualTo(NOON);
            assertThat(spent.properties().number("seconds")).isEqualTo(12.5);
        });
    }

    @ParameterizedTest
    @CsvSource({"0", "-3"})
    void secondsOfNothing_areNoTimeSpent(int seconds) {
        assertThat(dwelled(event(NOON, "Product Viewed", Map.of("seconds", seconds)), event(5, "Quiz")))
                .isEmpty();
    }

    @Test
    void eventsOfOneInstant_haveNoTimeBetweenThem() {
        assertThat(dwelled(event(NOON, "Product Viewed", SHOE), event(NOON, "Quiz", Map.of())))
                .isEmpty();
    }

    @Test
    void dwelled_isAboutWhatWasViewed() {
        Event view = event(NOON, "Product Viewed", SHOE);
        Event spent = dwelled(view, event(1, "Page Viewed")).get(0);
        assertThat(spent.name()).isEqualTo("Dwelled");
        assertThat(spent.id()).isEqualTo(view.id() + "/dwelled");
        assertThat(spent.properties().values().keySet()).containsExactly("category", "product_id", "seconds");
    }
}
