package dev.opportune.app.demo;

import dev.opportune.authoring.rules.Opening;
import dev.opportune.facts.Dwelled;
import dev.opportune.facts.EventFact;
import dev.opportune.kernel.session.Vocabulary;
import dev.opportune.kernel.timeline.Entry;
import dev.opportune.kernel.timeline.Event;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;

/** Says of flows that opened nothing what their rules ask for and the data has not: facts, or properties of them. */
public final class NeverFired {
    private static final String FACTS = EventFact.class.getPackageName() + ".";

    private final Map<String, List<EventFact>> facts = new HashMap<>();

    public NeverFired(Collection<Entry> data) {
        for (Entry entry : data) {
            if (entry instanceof Event event) {
                EventFact fact = Vocabulary.fact(event, () -> false);
                facts.computeIfAbsent(fact.getClass().getSimpleName(), name -> new ArrayList<>())
                        .add(fact);
            }
        }
    }

    /** One line for each rule of the flow that opens triggers. */
    public List<String> why(String flow, List<Opening> openings) {
        return openings.stream()
                .filter(opening -> opening.flow().equals(flow))
                .map(opening -> "\"" + opening.rule() + "\": " + why(opening))
                .toList();
    }

    private String why(Opening opening) {
        SortedSet<String> lacking = new TreeSet<>();
        for (Opening.Need need : opening.needs()) {
            if (isEvent(need.fact()) && !need.fact().equals(Dwelled.class.getSimpleName())) {
                List<EventFact> present = facts.getOrDefault(need.fact(), List.of());
                if (present.isEmpty()) {
                    lacking.add("no " + need.fact());
                } else {
                    lacking.addAll(lacking(need, present));
                }
            }
        }
        return lacking.isEmpty()
                ? "the data has all it asks for, but never together as it asks"
                : "the data has " + String.join(", ", lacking);
    }

    private static boolean isEvent(String fact) {
        try {
            return EventFact.class.isAssignableFrom(Class.forName(FACTS + fact));
        } catch (ClassNotFoundException noFact) {
            return false;
        }
    }

    private static List<String> lacking(Opening.Need need, List<EventFact> present) {
        List<String> lacking = new ArrayList<>();
        for (String property : need.properties()) {
            if (present.stream().allMatch(fact -> fact.text(property) == null && fact.number(property) == null)) {
                lacking.add("no " + need.fact() + " with " + property);
            }
        }
        for (Method method : present.get(0).getClass().getMethods()) {
            String name = method.getName();
            if (name.startsWith("get") && name.length() > 3 && isPlain(method)) {
                String property = name.substring(3, 4).toLowerCase(Locale.ROOT) + name.substring(4);
                if (need.words().contains(property) && present.stream().allMatch(fact -> isMissing(method, fact))) {
                    lacking.add("no " + need.fact() + " with " + property);
                }
            }
        }
        return lacking;
    }

    private static boolean isPlain(Method method) {
        return method.getParameterCount() == 0 && !Modifier.isStatic(method.getModifiers());
    }

    private static boolean isMissing(Method getter, EventFact fact) {
        try {
            Object value = getter.invoke(fact);
            return value == null || (value instanceof Collection<?> several && several.isEmpty());
        } catch (IllegalAccessException | InvocationTargetException unreadable) {
            throw new IllegalStateException("a fact's getter failed: " + getter, unreadable);
        }
    }
}
