package dev.opportune.app.resources;

import static org.assertj.core.api.Assertions.assertThat;

import dev.opportune.app.auth.Keys;
import dev.opportune.app.auth.Locksmith;
import dev.opportune.app.auth.Rates;
import dev.opportune.app.webhooks.Webhooks;
import dev.opportune.kernel.store.Keyring;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every call there is says who may make it. */
class DoorsTest extends ServiceTest {
    @Test
    void everyCall_needsAScope_orSaysWhyItKeepsItsOwnDoor() {
        List<String> open = new ArrayList<>();
        List<Method> calls =
                resources().map(Object::getClass).flatMap(DoorsTest::calls).toList();
        for (Method call : calls) {
            if (!isDeclared(call)) {
                open.add(call.toString());
            }
        }

        assertThat(calls).hasSizeGreaterThan(10);
        assertThat(open).isEmpty();
    }

    private Stream<Object> resources() {
        Keyring ring = service.assembly().store().keyring();
        Keys keys = new Keys(List.of(), ring);
        return Interface.components(
                service.assembly().engine(),
                keys,
                new Locksmith(keys, ring, clock, new Random(1)),
                new Rates(1, 1, clock),
                service.assembly().links(),
                Set.of(),
                Webhooks.OFF,
                (provider, what) -> {})
                .stream();
    }

    /** What Jersey may route a call to: methods, and what leads to resources that it does not know by itself. */
    private static Stream<Method> calls(Class<?> resource) {
        return Stream.of(resource.getMethods())
                .filter(method -> method.isAnnotationPresent(Path.class)
                        || Stream.of(method.getAnnotations()).anyMatch(DoorsTest::isHttpMethod));
    }

    private static boolean isHttpMethod(Annotation annotation) {
        return annotation.annotationType().isAnnotationPresent(HttpMethod.class);
    }

    private static boolean isDeclared(Method call) {
        return Stream.<AnnotatedElement>of(call, call.getDeclaringClass()).anyMatch(DoorsTest::isDeclared);
    }

    private static boolean isDeclared(AnnotatedElement element) {
        Needs needs = element.getAnnotation(Needs.class);
        KeepsItsOwnDoor own = element.getAnnotation(KeepsItsOwnDoor.class);
        return (needs != null && needs.value().length > 0)
                || (own != null && !own.value().isBlank());
    }
}
