package dev.opportune.kernel.timeline;

import static dev.opportune.kernel.timeline.Entries.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StepTest {
    @Test
    void steps_ofOneInstant_areDueThenActivationThenEntriesBySourceAndId() {
        List<Step> inOrder = List.of(
                Step.FIRST,
                Step.entry(NOON.minusMillis(1), "z", "z"),
                Step.due(NOON),
                Step.activation(NOON),
                Step.entry(NOON, "app", "e2"),
                Step.entry(NOON, "web", "e1"),
                Step.entry(NOON, "web", "e10"),
                Step.entry(NOON, "web", "e2"),
                Step.due(NOON.plusMillis(1)));
        assertThat(inOrder).isSorted().doesNotHaveDuplicates();
        assertThat(inOrder.get(2).isBefore(inOrder.get(3))).isTrue();
        assertThat(inOrder.get(2).isAfter(inOrder.get(3))).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"PT48H, false, false", "PT48H0.001S, false, true", "PT0S, true, true", "PT0S, false, false"})
    void history_isWhatIsOlderThanTheLatenessOrSaysSo(Duration age, boolean backfill, boolean history) {
        Instant happened = NOON.minus(age);
        Event event = new Event("web", "e", "u1", "Quiz", happened, NOON, Properties.NONE, backfill, false);
        assertThat(event.isHistory(Duration.ofHours(48))).isEqualTo(history);
    }
}
