package dev.opportune.authoring.drl;

import dev.opportune.authoring.Suggestion;
import dev.opportune.facts.*;
import dev.opportune.kernel.session.Vocabulary;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/** What a rule can look at: the classes of facts, and the properties and methods of each. */
public final class FactTypes {
    /** The package of the facts, and of what else rules may name. */
    public static final String PACKAGE = Decide.class.getPackageName();

    private static final SortedMap<String, Class<?>> BY_NAME = byName(
            Candidate.class,
            CartShared.class,
            CartViewed.class,
            CheckoutStarted.class,
            CheckoutStepCompleted.class,
            CheckoutStepViewed.class,
            CouponApplied.class,
            CouponDenied.class,
            CouponEntered.class,
            CouponRemoved.class,
            CustomEvent.class,
            Dwelled.class,
            EmailBounced.class,
            EmailClicked.class,
            EmailComplained.class,
            EmailDelivered.class,
            EmailOpened.class,
            OrderCancelled.class,
            OrderCompleted.class,
            OrderRefunded.class,
            OrderUpdated.class,
            PageViewed.class,
            PaymentInfoEntered.class,
            ProductAdded.class,
            ProductAddedToWishlist.class,
            ProductClicked.class,
            ProductListFiltered.class,
            ProductListViewed.class,
            ProductRemoved.class,
            ProductRemovedFromWishlist.class,
            ProductReviewed.class,
            ProductShared.class,
            ProductViewed.class,
            ProductsSearched.class,
            Profile.class,
            PromotionClicked.class,
            PromotionViewed.class,
            Requested.class,
            ScreenViewed.class,
            Sent.class,
            Trigger.class,
            Unsubscribed.class,
            Variant.class,
            WishlistProductAddedToCart.class);

    /** What is no fact, but may be imported and named in a consequence. */
    private static final List<Class<?>> OTHERS = List.of(Decide.class, Message.class, Product.class, EventFact.class);

    private FactTypes() {}

    private static SortedMap<String, Class<?>> byName(Class<?>... types) {
        SortedMap<String, Class<?>> named = new TreeMap<>();
        for (Class<?> type : types) {
            named.put(type.getSimpleName(), type);
        }
        return Collections.unmodifiableSortedMap(named);
    }

    /** Every class that rules deal with. */
    public static Stream<Class<?>> classes() {
        return Stream.concat(BY_NAME.values().stream(), OTHERS.stream());
    }

    public static Set<String> names() {
        return BY_NAME.keySet();
    }

    /** The fact of a simple or full name. */
    public static Optional<Class<?>> find(String name) {
        String simple = name.startsWith(PACKAGE + ".") ? name.substring(PACKAGE.length() + 1) : name;
        return Optional.ofNullable(BY_NAME.get(simple));
    }

    /** The fact that is meant by the name of an event, with spaces or without; empty where none is near. */
    public static Optional<String> sentAs(String event) {
        String name = event.replaceAll("\\s+", " ");
        return Vocabulary.names().stream()
                .filter(name::equalsIgnoreCase)
                .map(known -> SampleFact.of(known, Set.of()).typeName())
                .findFirst()
                .or(() -> Suggestion.nearest(name.replace(" ", ""), names()));
    }

    /** Whether a simple name in the package of the facts may be imported. */
    public static boolean isImportable(String simpleName) {
        return classes().anyMatch(type -> type.getSimpleName().equals(simpleName));
    }

    /** Whether a fact has a time, so that temporal operators can be used on it. */
    public static boolean isEvent(Class<?> type) {
        return EventFact.class.isAssignableFrom(type) || type == Trigger.class || type == Candidate.class;
    }

    /** The properties that a constraint on this type can name. */
    public static Set<String> properties(Class<?> type) {
        Set<String> properties = new TreeSet<>();
        for (Method method : visible(type)) {
            String name = method.getName();
            if (method.getParameterCount() == 0 && method.getReturnType() != void.class) {
                if (name.startsWith("get") && name.length() > 3) {
                    properties.add(lowered(name.substring(3)));
                } else if (name.startsWith("is") && name.length() > 2) {
                    properties.add(lowered(name.substring(2)));
                }
            }
        }
        return properties;
    }

    /** What a property or a look-up such as {@code text} gives; empty where there is none of that name. */
    public static Optional<Class<?>> valueOf(Class<?> type, String name) {
        String getter = "get" + name.toLowerCase(Locale.ROOT);
        String question = "is" + name.toLowerCase(Locale.ROOT);
        return visible(type).stream()
                .filter(method -> method.getParameterCount() == 0
                        ? Set.of(getter, question).contains(method.getName().toLowerCase(Locale.ROOT))
                        : method.getName().equals(name))
                .<Class<?>>map(Method::getReturnType)
                .findFirst();
    }

    /** The methods with arguments that a constraint on this type can call. */
    public static Set<String> methods(Class<?> type) {
        Set<String> methods = new TreeSet<>();
        for (Method method : visible(type)) {
            if (method.getReturnType() != void.class) {
                methods.add(method.getName());
            }
        }
        return methods;
    }

    private static List<Method> visible(Class<?> type) {
        return Stream.of(type.getMethods())
                .filter(method -> method.getDeclaringClass() != Object.class
                        && !Modifier.isStatic(method.getModifiers())
                        && !Set.of("hashCode", "toString", "equals").contains(method.getName()))
                .toList();
    }

    private static String lowered(String name) {
        return name.substring(0, 1).toLowerCase(Locale.ROOT) + name.substring(1);
    }
}
