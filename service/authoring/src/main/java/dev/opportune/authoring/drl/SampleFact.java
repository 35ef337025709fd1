package dev.opportune.authoring.drl;

import dev.opportune.facts.EventFact;
import dev.opportune.kernel.session.Vocabulary;
import dev.opportune.kernel.timeline.Event;
import dev.opportune.kernel.timeline.Properties;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** An event that has some properties and no others, to see what a fact makes of their names. */
public final class SampleFact {
    /** What comes from elsewhere than from properties of its own. */
    private static final Set<String> NOT_PROPERTIES = Set.of("id", "source", "decision", "flow", "message", "channel");

    private final EventFact asText;
    private final EventFact asTruth;

    private SampleFact(EventFact asText, EventFact asTruth) {
        this.asText = asText;
        this.asTruth = asTruth;
    }

    public static SampleFact of(String event, Collection<String> properties) {
        // "1" is a text and a number, "true" a text and a truth.
        return new SampleFact(fact(event, properties, "1"), fact(event, properties, "true"));
    }

    private static EventFact fact(String event, Collection<String> names, String value) {
        Map<String, Object> properties = new TreeMap<>();
        names.forEach(name -> properties.put(name, value));
        return Vocabulary.fact(
                new Event("", "", "", event, Instant.EPOCH, Instant.EPOCH, Properties.of(properties), false, false),
                () -> false);
    }

    public String typeName() {
        return asText.getClass().getSimpleName();
    }

    /** The properties of the fact that have a value. */
    public Set<String> known() {
        Set<String> known = new HashSet<>();
        for (Method getter : asText.getClass().getMethods()) {
            if (isTold(getter) && (hasValue(getter, asText) || hasValue(getter, asTruth))) {
                known.add(property(getter));
            }
        }
        return known;
    }

    /** The properties of a fact of which can be told whether they have a value. */
    public static Set<String> told(Class<?> type) {
        Set<String> told = new HashSet<>();
        for (Method getter : type.getMethods()) {
            if (isTold(getter)) {
                told.add(property(getter));
            }
        }
        return told;
    }

    private static boolean isTold(Method method) {
        boolean getter = method.getParameterCount() == 0
                && !Modifier.isStatic(method.getModifiers())
                && method.getDeclaringClass() != EventFact.class
                && method.getDeclaringClass() != Object.class
                && !property(method).isEmpty();
        Class<?> kind = method.getReturnType();
        return getter
                && !NOT_PROPERTIES.contains(property(method))
                && (kind == String.class || kind == Double.class || kind == double.class || kind == boolean.class);
    }

    private static String property(Method getter) {
        String name = getter.getName();
        String bare = name.startsWith("get") ? name.substring(3) : name.startsWith("is") ? name.substring(2) : "";
        return bare.isEmpty() ? "" : bare.substring(0, 1).toLowerCase(Locale.ROOT) + bare.substring(1);
    }

    private static boolean hasValue(Method getter, EventFact fact) {
        try {
            Object value = getter.invoke(fact);
            return value != null && !value.equals(0.0) && !value.equals(false);
        } catch (IllegalAccessException | InvocationTargetException unreadable) {
            throw new IllegalStateException("a fact's getter failed: " + getter, unreadable);
        }
    }
}
