package dev.opportune.facts;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import dev.opportune.kernel.policy.Span;
import dev.opportune.kernel.session.Vocabulary;
import dev.opportune.kernel.timeline.Event;
import dev.opportune.kernel.timeline.Properties;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.kie.api.definition.type.Expires;
import org.kie.api.definition.type.Role;
import org.kie.api.definition.type.Timestamp;

class EventFactTest {
    private static final Instant NOON = Instant.parse("2026-03-03T12:00:00Z");

    /** Everything that has an instant in the engine; a trigger is an event, too, though none of the profile's. */
    static Stream<Class<?>> concreteEvents() {
        return Stream.concat(
                new ClassFileImporter()
                        .importPackagesOf(EventFact.class).stream()
                                .filter(type -> type.isAssignableTo(EventFact.class))
                                .filter(type -> !type.getModifiers().contains(JavaModifier.ABSTRACT))
                                .map(JavaClass::reflect),
                Stream.of(Trigger.class, Candidate.class));
    }

    @ParameterizedTest
    @MethodSource("concreteEvents")
    void concreteEvent_carriesItsOwnRoleTimestampAndFarExpiry(Class<?> event) throws NoSuchMethodException {
        assertThat(event.getDeclaredAnnotation(Role.class))
                .extracting(Role::value)
                .isEqualTo(Role.Type.EVENT);
        assertThat(event.getDeclaredAnnotation(Timestamp.class))
                .extracting(Timestamp::value)
                .isEqualTo("timestamp");
        assertThat(event.getDeclaredAnnotation(Expires.class))
                .extracting(Expires::value)
                .isEqualTo(EventFact.FAR);
        assertThat(event.getMethod("getTimestamp").getReturnType()).isEqualTo(long.class);
    }

    @Test
    void walk_findsTheWholeVocabulary() {
        assertThat(concreteEvents())
                .contains(ProductViewed.class, Dwelled.class, Sent.class, CustomEvent.class, Requested.class)
                .hasSizeGreaterThan(35);
    }

    @Test
    void farExpiry_isBeyondEveryWindowThatCanBeWritten() {
        assertThat(Span.parse(EventFact.FAR)).isGreaterThanOrEqualTo(Duration.ofDays(365 * 100));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Product Viewed", "Page Viewed", "Email Opened", "Order Completed", "Quiz Finished"})
    void missingProperties_neverThrow(String name) throws ReflectiveOperationException {
        Event bare = new Event("web", "e1", "u1", name, NOON, NOON, Properties.NONE, false, false);
        EventFact fact = Vocabulary.fact(bare, () -> true);
        for (var getter : fact.getClass().getMethods()) {
            if (getter.getParameterCount() == 0 && getter.getDeclaringClass() != Object.class) {
                getter.invoke(fact);
            }
        }
        assertThat(fact.number("score")).isNull();
        assertThat(fact.text("score")).isNull();
        assertThat(fact.flag("score")).isFalse();
    }

    @Test
    void requested_isTheServicesWordAlone() {
        Event own = new Event(Event.OWN_SOURCE, "r", "u1", "Requested", NOON, NOON, Properties.NONE, false, false);
        Event foreign = new Event("web", "r", "u1", "Requested", NOON, NOON, Properties.NONE, false, false);
        assertThat(Vocabulary.fact(own, () -> true)).isInstanceOf(Requested.class);
        assertThat(Vocabulary.fact(foreign, () -> true)).isInstanceOf(CustomEvent.class);
    }
}
