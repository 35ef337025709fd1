package dev.opportune.kernel.session;

import static dev.opportune.kernel.session.Samples.event;
import static dev.opportune.kernel.session.Samples.minute;
import static org.assertj.core.api.Assertions.assertThat;

import dev.opportune.kernel.store.Folds;
import dev.opportune.kernel.timeline.Consents.Status;
import dev.opportune.kernel.timeline.Entry;
import dev.opportune.kernel.timeline.Event;
import dev.opportune.kernel.timeline.ProfileChange;
import dev.opportune.kernel.timeline.Properties;
import dev.opportune.kernel.timeline.Statement;
import dev.opportune.kernel.timeline.Step;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChronicleTest {
    private static final Step END_OF_TIME = Step.due(Instant.parse("9999-01-01T00:00:00Z"));

    private static Chronicle of(Entry... entries) {
        return new Chronicle(Folds.NONE, Step.FIRST, List.of(entries));
    }

    private static ProfileChange identify(double minute, String city, List<String> consents) {
        Instant at = minute(minute);
        return new ProfileChange(
                "web",
                "p@" + at,
                "u1",
                at,
                minute(60),
                Statement.NONE.withTraits(Properties.of(Map.of("city", city))).withConsents(new TreeSet<>(consents)),
                false);
    }

    @Test
    void entries_areInTheirPlacesHoweverTheyCame() {
        Chronicle chronicle = of(event(3, "c"), event(1, "a"));
        chronicle.add(event(2, "b"));
        chronicle.add(event(0, "first"));
        chronicle.add(event(4, "last"));
        assertThat(chronicle.entries())
                .extracting(entry -> ((Event) entry).name())
                .containsExactly("first", "a", "b", "c", "last");
    }

    @Test
    void parts_beginAndEndAtAStep() {
        Chronicle chronicle = of(event(1, "a"), event(2, "b"), event(3, "c"));
        Step b = event(2, "b").step();
        assertThat(chronicle.before(b)).containsExactly(event(1, "a"));
        assertThat(chronicle.through(b)).containsExactly(event(1, "a"), event(2, "b"));
        assertThat(chronicle.from(b)).containsExactly(event(2, "b"), event(3, "c"));
        assertThat(chronicle.through(Step.due(minute(2)))).containsExactly(event(1, "a"));
    }

    /** What was said later holds, though what was said earlier arrived after it. */
    @Test
    void profileChange_thatArrivesLate_isOverruledByALaterOne() {
        Chronicle chronicle = of(identify(2, "Basel", List.of()));
        chronicle.add(identify(1, "Bern", List.of("marketing")));
        assertThat(chronicle.traitsThrough(END_OF_TIME).properties().text("city"))
                .isEqualTo("Basel");
        assertThat(chronicle.traitsThrough(END_OF_TIME).consents().of("marketing"))
                .isEqualTo(Status.WITHDRAWN);
        Step second = identify(2, "", List.of()).step();
        assertThat(chronicle.traitsBefore(second).properties().text("city")).isEqualTo("Bern");
    }

    @ParameterizedTest
    @CsvSource({
        "Email Delivered, decision,    ,                                   true",
        "Email Delivered, decision,    newsletter-7,                       true",
        "Email Delivered, decision,    d_0123456789abcdef0123456789abcdef, false",
        "Email Delivered, decision_id, d_0123456789abcdef0123456789abcdef, false",
        "Email Delivered, decision,    d_0123456789abcdef0123456789abcde,  true",
        "Email Delivered, decision,    d_0123456789abcdef0123456789abcdef0, true",
        "Email Delivered, decision,    d_0123456789ABCDEF0123456789ABCDEF, true",
        "Email Opened,    decision,    ,                                   false",
    })
    void deliveryWithoutADecisionOfOurs_isASendOfOthers(String name, String property, String id, boolean foreign) {
        Event delivered = event(minute(1), name, id == null ? Map.of() : Map.of(property, id));
        assertThat(of(delivered).foreignSends(delivered.step())).hasSize(foreign ? 1 : 0);
        assertThat(of(delivered).foreignSends(Step.due(minute(1)))).isEmpty();
    }

    @Test
    void forget_keepsTheLastBeforeTheInstantAndFoldsTheRest() {
        Chronicle chronicle = of(
                identify(1, "Bern", List.of("marketing")),
                event(minute(2), "Order Completed", Map.of("value", 40)),
                event(3, "Page Viewed"),
                event(4, "Product Viewed"));
        var whole = chronicle.traitsThrough(END_OF_TIME);

        chronicle.forget(minute(4), Book.of(List.of(), Map.of()));

        assertThat(chronicle.entries()).containsExactly(event(3, "Page Viewed"), event(4, "Product Viewed"));
        assertThat(chronicle.baseAt()).isEqualTo(event(3, "").step());
        assertThat(chronicle.base().traits().orders()).isEqualTo(1);
        assertThat(chronicle.traitsThrough(END_OF_TIME)).isEqualTo(whole);
    }

    @Test
    void forget_whereOnlyOneEntryIsOlder_changesNothing() {
        Chronicle chronicle = of(event(1, "a"), event(2, "b"));
        chronicle.forget(minute(2), Book.of(List.of(), Map.of()));
        assertThat(chronicle.entries()).hasSize(2);
        assertThat(chronicle.baseAt()).isEqualTo(Step.FIRST);
    }

    /** The view at 2 and the event at 5 make a gap, from which time spent is derived; changes of the profile do not count. */
    @Test
    void forget_keepsTheLastEventThoughChangesOfTheProfileCameAfterIt() {
        Chronicle chronicle = of(
                event(1, "Page Viewed"),
                event(2, "Product Viewed"),
                identify(3, "Bern", List.of()),
                identify(4, "Basel", List.of()),
                event(5, "Page Viewed"));
        chronicle.forget(minute(5), Book.of(List.of(), Map.of()));
        assertThat(chronicle.entries())
                .containsExactly(
                        event(2, "Product Viewed"),
                        identify(3, "Bern", List.of()),
                        identify(4, "Basel", List.of()),
                        event(5, "Page Viewed"));
    }
}
